"""`win32com.adsi`: binding to ADSI objects, and their constants."""
