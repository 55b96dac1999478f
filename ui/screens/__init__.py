"""The screens, one folder each: a view of widgets and a presenter of parsing and calls."""
