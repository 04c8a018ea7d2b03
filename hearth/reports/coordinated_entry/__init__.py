"""The Coordinated Entry Annual Performance Report (CE APR)."""
