"""Windows over the window: letters, opinions, applicants."""
