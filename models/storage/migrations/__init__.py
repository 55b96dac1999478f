"""Frozen steps from an empty file to the present schema, one file each."""

# The version that this program knows; every new step file raises it by one and joins the runner's list.
LATEST = 10
