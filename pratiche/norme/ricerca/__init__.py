"""What one types, and what it may mean."""
