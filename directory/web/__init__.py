"""The pages: what is requested over HTTP, who may request it, and the answer; the only package that knows Litestar.

Every page is declared with `routes.get` or `routes.post`, which name who may see it: no handler may reach Litestar in any other
way, no query is written here, and which students a user sees is decided in storage.scope.
"""
