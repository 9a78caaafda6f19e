"""Two versions of an extension that stands in for Iisext.dll: files to install, never imported here."""
