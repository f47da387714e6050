"""Tests of Isnad; folders mirror the package, `architecture` holds the rules of the tree."""
