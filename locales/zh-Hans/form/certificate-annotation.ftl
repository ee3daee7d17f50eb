# 登记证备注栏。

form-certificate-annotation-title = 登记证备注
form-certificate-annotation-heading = 就业困难人员认定
form-certificate-annotation-field-page-width = 页宽（毫米）
form-certificate-annotation-field-page-height = 页高（毫米）
form-certificate-annotation-field-from-top = 距页顶（毫米）
