"""The provider workbook of HUD's HOPWA Consolidated APR/CAPER (Housing Opportunities for Persons With AIDS)."""
