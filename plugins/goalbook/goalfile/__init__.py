"""The text of one goal file: read, judged, tidied and written."""
