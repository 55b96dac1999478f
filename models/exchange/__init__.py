"""Packages of cases between offices."""
