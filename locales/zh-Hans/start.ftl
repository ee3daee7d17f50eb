# 给居民看的首页。

start-title = 就业困难人员认定
start-lead = 找工作有困难，可以申请认定为就业困难人员。认定以后，社区会有专人帮您，还能享受社会保险补贴等扶持政策。
start-where-label = 在哪里申请
start-where = 到您所在社区的服务站，当面申请
start-where-free = 全程免费，不用托人。
start-who = 谁可以申请
start-who-general = 以下几条都要符合：
start-who-category = 同时至少属于下面一类。点开看怎样算：
start-category-proofs = 这一类还要带：
start-bring = 要带什么
start-bring-missing = 缺什么，服务站会一次写清楚告诉您，不会让您一趟一趟跑。
start-how-long = 要多久
start-how-long-text = 每一步都有期限，过了期限上级会知道。工作日不含周末和节假日。
start-step-initial-review = 社区初审
start-step-notice = 张榜公示
start-step-entry = 录入系统，报送街道
start-step-second-review = 街道复审
start-step-confirmation = 区县就业局确认
start-step-papers-back = 材料发还到您手上
start-limit-working = { $count } 个工作日
start-limit-natural = { $count } 天
start-limit-months = { $count } 个月
start-more = 还可以
start-notices = 看公示，提出异议
start-staff = 工作人员登录
