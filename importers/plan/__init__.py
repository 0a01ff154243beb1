"""What a list would do to the directory: the outcome of each row, and which records it is about or resembles.

Nothing here reads a file or writes anything; records go in, and the plan of changes comes out.
"""
