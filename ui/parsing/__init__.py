"""What officers type, read as figures and days."""
