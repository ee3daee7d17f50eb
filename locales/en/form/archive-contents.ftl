# The contents of a file.

form-archive-contents-title = Contents of the File
form-archive-contents-sum = This file has { $pages } pages.
