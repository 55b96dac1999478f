"""The applicants: who they are, what they received, their papers, doubles."""
