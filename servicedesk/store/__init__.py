"""What is kept, and the only home of SQL."""
