"""The register of letters, and the check whether a paper letter is genuine."""
