"""Use cases: what a person or a command asks for, each one named step of the project.

Every operation returns the changes it made. No Qt, no SQL, no camel_tools.
"""
