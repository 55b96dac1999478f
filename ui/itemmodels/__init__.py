"""Qt item models over key pages of the lists."""
