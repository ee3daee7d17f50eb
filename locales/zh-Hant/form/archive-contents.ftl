# 卷內目錄。

form-archive-contents-title = 卷內文件目錄
form-archive-contents-sum = 本卷共 { $pages } 頁。
