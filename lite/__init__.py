"""The notebooks as a folder of static files that run in a browser, with nothing to install."""
