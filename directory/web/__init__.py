"""The pages: what is asked over HTTP, who may ask it, and the page that answers; the only room that knows Litestar.

Every page is declared with `routes.get` or `routes.post`, which name who may see it: no handler may reach Litestar by
another way, no query is written here, and whose students somebody sees is decided in storage.scope.
"""
