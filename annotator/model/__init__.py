"""Plain values of the annotation scheme: spans, articles, annotations, codes, coders.

Standard library and `regex` only. No files, no SQL, no Qt, no words of any language tool.
"""
