"""Invented countries of any size, so that scale can be measured; not loaded by the program itself."""
