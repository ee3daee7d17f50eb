# 登記證備註欄。

form-certificate-annotation-title = 登記證備註
form-certificate-annotation-heading = 就業困難人員認定
