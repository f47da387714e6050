"""The window: the only package that imports PySide6.

It shows what operations return and calls operations; it holds no rule of the annotation scheme.
"""
