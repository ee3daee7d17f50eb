# 卷内目录。

form-archive-contents-title = 卷内文件目录
form-archive-contents-sum = 本卷共 { $pages } 页。
