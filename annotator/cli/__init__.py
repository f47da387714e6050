"""The commands of `isnad`: arguments in, operations called, text or JSON out. Never Qt."""
