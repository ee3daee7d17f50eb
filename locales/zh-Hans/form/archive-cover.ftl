# 档案封面。

form-archive-cover-title = 就业援助档案
form-archive-cover-one = 一人一档
form-archive-cover-field-closed-on = 结卷日期
