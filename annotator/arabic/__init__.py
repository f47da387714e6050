"""Arabic text: folding, tokens, direction, cues; the only package that imports camel_tools.

camel_tools is imported inside functions, never at the top of a module. No files of the user,
no SQL.
"""
