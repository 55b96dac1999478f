"""How this office works: its profile, officers, rules, terms, letter texts, backups, lock."""
