"""What is to be paid, what was paid, what is to come back."""
