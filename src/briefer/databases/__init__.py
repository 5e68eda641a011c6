"""Briefs as rows of tables: a SQLite database, or a Parquet file of claims."""
