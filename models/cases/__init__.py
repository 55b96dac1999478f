"""The domain of casework: applicants, cases, checklists, workflow and clock."""
