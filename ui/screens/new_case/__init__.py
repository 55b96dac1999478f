"""A new case: matter, applicant, facts."""
