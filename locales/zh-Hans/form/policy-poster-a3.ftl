# 海报 A3。

form-policy-poster-a3-title = 政策宣传海报（A3）
form-policy-poster-a3-brand = 社区就业援助
form-policy-poster-a3-come = 来这里办
form-policy-poster-a3-more = 扫码了解更多
