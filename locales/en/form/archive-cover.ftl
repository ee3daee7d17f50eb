# The cover of a file.

form-archive-cover-title = Assistance File
form-archive-cover-one = One person, one file
form-archive-cover-field-closed-on = Closed on
