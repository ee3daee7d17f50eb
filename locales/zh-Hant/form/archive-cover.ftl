# 檔案封面。

form-archive-cover-title = 就業援助檔案
form-archive-cover-one = 一人一檔
form-archive-cover-field-closed-on = 結卷日期
