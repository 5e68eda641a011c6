"""Who a source is: its name, type and role, and whom a pronoun or a short form stands for."""
