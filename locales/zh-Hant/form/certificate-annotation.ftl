# 登記證備註欄。

form-certificate-annotation-title = 登記證備註
form-certificate-annotation-heading = 就業困難人員認定
form-certificate-annotation-field-page-width = 頁寬（毫米）
form-certificate-annotation-field-page-height = 頁高（毫米）
form-certificate-annotation-field-from-top = 距頁頂（毫米）
