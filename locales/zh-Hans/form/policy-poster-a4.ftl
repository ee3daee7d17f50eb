# 海报 A4。

form-policy-poster-a4-title = 政策宣传海报（A4）
form-policy-poster-a4-brand = 社区就业援助
form-policy-poster-a4-come = 来这里办
form-policy-poster-a4-more = 扫码了解更多
