# 办不成的时候：出了什么事，接下来怎么做。

fault-home = 回到首页
fault-not-found-title = 找不到这一页
fault-not-found-text = 网址可能打错了，这一页可能已经不在，也可能不归您看。请从首页重新找。
fault-stale-form-title = 这一页开得太久了
fault-stale-form-text = 为了安全，刚才的内容没有提交。请返回上一页，刷新后重新提交。
fault-too-often-title = 试得太频繁了
fault-too-often-text = 请过一分钟再试。忘了密码，请找管理员。
fault-too-large-title = 内容太多了
fault-too-large-text = 提交的内容太长，没有保存。请返回上一页，缩短后重新提交。
fault-unreadable-title = 看不懂提交的内容
fault-unreadable-text = 提交的内容里有认不出的字符，没有保存。请返回上一页，重新输入，不要复制粘贴。
fault-forbidden-title = 这一步不归您办
fault-forbidden-text = 您的角色或者所在机构不办这件事。如果应当由您办，请找管理员核对您的角色。
fault-changed-title = 别人刚刚改过
fault-changed-text = 您打开这一页以后，别人改了同一份内容。您的更改没有保存。请返回上一页，刷新后再办。
fault-erased-title = 资料已删除
fault-erased-text = 这个人的资料已经按决定删除，不能再查看，也不能再写入。
fault-not-training-title = 这里的时钟不能拨
fault-not-training-text = 这里办的是真实案件，只有培训环境才能拨动时钟。
fault-refused-title = 没有办成
fault-refused-text = 按现在的情况，这一步办不了，什么都没有改动。请返回上一页核对，再办一次。
fault-failed-title = 系统出错了
fault-failed-text = 不是您的问题，刚才的内容可能没有保存。请过一会儿再试；还是不行，请告诉管理员。
fault-sign-in-title = 请先登录
fault-sign-in-text = 登录以后就能看到这一页。
