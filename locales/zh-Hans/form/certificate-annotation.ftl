# 登记证备注栏。

form-certificate-annotation-title = 登记证备注
form-certificate-annotation-heading = 就业困难人员认定
