"""The SELECTs of the desk, each beside the row it returns; nothing here loads the ORM."""
