"""Tables: the columns that mentions are collected in, and what pandas counts from them.

Only `counts` imports pandas, so that whatever needs no table starts at once.
"""
