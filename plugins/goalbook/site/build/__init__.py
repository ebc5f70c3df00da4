"""All files of a site, made by one process or several and put in place in one step."""
