"""Roles: who may do what. The role x right table, choosing a set, why a person may do something, and their roles."""
