"""The stages that read one row by itself, each of which returns what it found in the cells that it knows.

No stage here knows the other rows of the list or changes what another stage has returned; pipeline.py alone knows their order.
"""
