<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a saved session: a run with its past and its breakpoints</source>
        <translation>打开保存的会话：一次运行及其过去和断点</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the session: the run with its past and its breakpoints</source>
        <translation>保存会话：此次运行及其过去和断点</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the session as another file</source>
        <translation>把会话存为另一个文件</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Write the weights, the net or the run as a file for other programs</source>
        <translation>把权重、网络或运行写成供其他程序使用的文件</translation>
    </message>
    <message>
        <source>&amp;Import data…</source>
        <translation>导入数据(&amp;I)…</translation>
    </message>
    <message>
        <source>Train on a table of your own: a .csv or .tsv file</source>
        <translation>用自有的表格训练：.csv 或 .tsv 文件</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save a picture of the window as PNG</source>
        <translation>把窗口画面存为 PNG 图片</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>Put a picture of the window on the clipboard</source>
        <translation>把窗口画面放到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Undo the last change of the experiment</source>
        <translation>撤销对实验的上一次改动</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Redo what was undone</source>
        <translation>重做已撤销的改动</translation>
    </message>
    <message>
        <source>&amp;Paste data…</source>
        <translation>粘贴数据(&amp;P)…</translation>
    </message>
    <message>
        <source>Train on the cells that were copied in a spreadsheet</source>
        <translation>用在电子表格中复制的单元格训练</translation>
    </message>
    <message>
        <source>&amp;Next op</source>
        <translation>下一运算(&amp;N)</translation>
    </message>
    <message>
        <source>Do one op: compute one tensor</source>
        <translation>做一个运算：计算一个张量</translation>
    </message>
    <message>
        <source>&amp;Back one op</source>
        <translation>后退一个运算(&amp;B)</translation>
    </message>
    <message>
        <source>Undo one op</source>
        <translation>撤回一个运算</translation>
    </message>
    <message>
        <source>Next &amp;layer</source>
        <translation>下一层(&amp;L)</translation>
    </message>
    <message>
        <source>Do all ops of one layer and phase</source>
        <translation>做完一层一个阶段的全部运算</translation>
    </message>
    <message>
        <source>Back one l&amp;ayer</source>
        <translation>后退一层(&amp;A)</translation>
    </message>
    <message>
        <source>Undo all ops of one layer and phase</source>
        <translation>撤回一层一个阶段的全部运算</translation>
    </message>
    <message>
        <source>Next &amp;iteration</source>
        <translation>下一次迭代(&amp;I)</translation>
    </message>
    <message>
        <source>Go to the end of this iteration</source>
        <translation>到本次迭代的末尾</translation>
    </message>
    <message>
        <source>Back one i&amp;teration</source>
        <translation>后退一次迭代(&amp;T)</translation>
    </message>
    <message>
        <source>Back to the beginning of this iteration, from there to the one before</source>
        <translation>退到本次迭代的开头，再退则到上一次迭代</translation>
    </message>
    <message>
        <source>Next &amp;epoch</source>
        <translation>下一轮次(&amp;E)</translation>
    </message>
    <message>
        <source>Go to the end of this epoch</source>
        <translation>到本轮次的末尾</translation>
    </message>
    <message>
        <source>Back one e&amp;poch</source>
        <translation>后退一个轮次(&amp;P)</translation>
    </message>
    <message>
        <source>Back to the beginning of this epoch, from there to the one before</source>
        <translation>退到本轮次的开头，再退则到上一轮次</translation>
    </message>
    <message>
        <source>Ne&amp;xt by the bar</source>
        <translation>按程序栏前进(&amp;X)</translation>
    </message>
    <message>
        <source>Step as the program bar says; presenters press this key</source>
        <translation>按程序栏的设置前进一步；翻页笔也用这个键</translation>
    </message>
    <message>
        <source>Back b&amp;y the bar</source>
        <translation>按程序栏后退(&amp;Y)</translation>
    </message>
    <message>
        <source>Step back as the program bar says; presenters press this key</source>
        <translation>按程序栏的设置后退一步；翻页笔也用这个键</translation>
    </message>
    <message>
        <source>Step int&amp;o</source>
        <translation>步入(&amp;O)</translation>
    </message>
    <message>
        <source>Run the next op and look inside it; inside: the next term</source>
        <translation>做下一个运算并进入其内部；在内部：下一项</translation>
    </message>
    <message>
        <source>Step o&amp;ver</source>
        <translation>步过(&amp;V)</translation>
    </message>
    <message>
        <source>Run the next op; inside: finish this neuron, on to the next</source>
        <translation>做下一个运算；在内部：做完这个神经元，转到下一个</translation>
    </message>
    <message>
        <source>One te&amp;rm back</source>
        <translation>后退一项(&amp;R)</translation>
    </message>
    <message>
        <source>Inside an op: one term back</source>
        <translation>在运算内部：后退一项</translation>
    </message>
    <message>
        <source>Step o&amp;ut</source>
        <translation>步出(&amp;U)</translation>
    </message>
    <message>
        <source>Leave the inside of the op</source>
        <translation>离开运算的内部</translation>
    </message>
    <message>
        <source>R&amp;un or pause</source>
        <translation>运行或暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Train, or pause training</source>
        <translation>开始训练，或暂停训练</translation>
    </message>
    <message>
        <source>Run &amp;to…</source>
        <translation>运行到(&amp;T)…</translation>
    </message>
    <message>
        <source>Run to an iteration, a loss, an accuracy or a breakpoint</source>
        <translation>运行到某次迭代、某个损失、某个准确率或某个断点</translation>
    </message>
    <message>
        <source>Run to next &amp;breakpoint</source>
        <translation>运行到下一个断点(&amp;B)</translation>
    </message>
    <message>
        <source>Run until a breakpoint stops it</source>
        <translation>一直运行，直到断点使其停下</translation>
    </message>
    <message>
        <source>Back to &amp;previous breakpoint</source>
        <translation>退到上一个断点(&amp;P)</translation>
    </message>
    <message>
        <source>Back to where a breakpoint would have stopped it last</source>
        <translation>退到断点上一次会停下的地方</translation>
    </message>
    <message>
        <source>To the st&amp;art</source>
        <translation>到起点(&amp;A)</translation>
    </message>
    <message>
        <source>Go back to iteration 0; nothing is forgotten</source>
        <translation>回到第 0 次迭代；什么都不会丢失</translation>
    </message>
    <message>
        <source>Back to no&amp;w</source>
        <translation>回到当前(&amp;W)</translation>
    </message>
    <message>
        <source>Leave the past</source>
        <translation>离开过去</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
    <message>
        <source>Back to iteration 0 with the same first weights</source>
        <translation>回到第 0 次迭代，初始权重不变</translation>
    </message>
    <message>
        <source>&amp;New seed</source>
        <translation>换随机种子(&amp;N)</translation>
    </message>
    <message>
        <source>Start again with other first weights</source>
        <translation>用另一组初始权重重新开始</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>减速(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加速(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Bigger text</source>
        <translation>放大文字(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>正常文字(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Memory of the past…</source>
        <translation>过去的内存(&amp;M)…</translation>
    </message>
    <message>
        <source>How much memory going back in time may take, and what it takes now</source>
        <translation>回到过去可以占用多少内存，以及现在占用多少</translation>
    </message>
    <message>
        <source>N&amp;umbers…</source>
        <translation>数字格式(&amp;U)…</translation>
    </message>
    <message>
        <source>How numbers are written: digits, powers of ten, decimal comma</source>
        <translation>数字的写法：位数、10 的幂、小数逗号</translation>
    </message>
    <message>
        <source>Ani&amp;mate steps</source>
        <translation>步进动画(&amp;M)</translation>
    </message>
    <message>
        <source>Show how values flow through the network at each step</source>
        <translation>每一步都显示数值如何流过网络</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put all panels back in their places</source>
        <translation>把所有面板放回原处</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About bpviz</source>
        <translation>关于 bpviz(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Activation</name>
    <message>
        <source>Identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>SiLU (swish)</source>
        <translation>SiLU（即 swish）</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation>Hard sigmoid</translation>
    </message>
    <message>
        <source>Hard tanh</source>
        <translation>Hard tanh</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
</context>
<context>
    <name>ActivationsEditor</name>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Activation of the output layer</source>
        <translation>输出层的激活函数</translation>
    </message>
    <message>
        <source>Activation of hidden layer {0}</source>
        <translation>第 {0} 个隐藏层的激活函数</translation>
    </message>
    <message>
        <source>one for each layer</source>
        <translation>每层各选一个</translation>
    </message>
</context>
<context>
    <name>Adapt</name>
    <message>
        <source>The settings that suit this data were taken; Undo brings the former ones back.</source>
        <translation>已采用适合该数据集的设置；“撤销”可恢复原来的设置。</translation>
    </message>
    <message>
        <source>The output activation became {0}, which this loss needs.</source>
        <translation>输出层激活函数已改为 {0}，这是该损失所要求的。</translation>
    </message>
    <message>
        <source>The update follows this loss itself now.</source>
        <translation>更新现在依据该损失本身。</translation>
    </message>
    <message>
        <source>The settings that suit this net were taken; Undo brings the former ones back.</source>
        <translation>已采用适合此网络的设置；撤销可恢复原来的设置。</translation>
    </message>
    <message>
        <source>The loss became {0}: those on logits do not suit this net.</source>
        <translation>损失已改为{0}：基于 logits 的损失不适合此网络。</translation>
    </message>
    <message>
        <source>Hidden layers: {0}, as many as this net has.</source>
        <translation>隐藏层：{0} 层，此网络只有这么多。</translation>
    </message>
    <message>
        <source>All units have the activation {0} now.</source>
        <translation>现在所有单元都用激活函数{0}。</translation>
    </message>
    <message>
        <source>{0} was switched off: this net has none.</source>
        <translation>已关闭{0}：此网络没有它。</translation>
    </message>
</context>
<context>
    <name>Architecture</name>
    <message>
        <source>Feedforward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Recurrent (Elman)</source>
        <translation>循环（Elman）</translation>
    </message>
    <message>
        <source>Fixed point</source>
        <translation>不动点</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>The folder {0} cannot be written.</source>
        <translation>文件夹 {0} 无法写入。</translation>
    </message>
    <message>
        <source>What you do is not kept for the case of a crash; save it yourself. {0}</source>
        <translation>您的工作不会为崩溃而自动保留；请自行保存。{0}</translation>
    </message>
    <message>
        <source>A session of a former start cannot be restored; it is kept as {0}. {1}</source>
        <translation>上次启动留下的会话无法恢复；它保留为 {0}。{1}</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Arrow keys move between units, W goes to a unit&apos;s weights, B to its bias, F2 types a new value, Escape clears, [ and ] change the sample.</source>
        <translation>方向键在神经元之间移动，W 转到神经元的权重，B 转到其偏置，F2 输入新值，Esc 取消选择，[ 和 ] 切换样本。</translation>
    </message>
    <message>
        <source>Less and greater ( &lt; and &gt; ) move through time.</source>
        <translation>小于号和大于号（&lt; 和 &gt;）在时间步之间移动。</translation>
    </message>
    <message>
        <source>Selected: {0}.</source>
        <translation>已选中：{0}。</translation>
    </message>
    <message>
        <source>The picture: {0}.</source>
        <translation>图中：{0}。</translation>
    </message>
</context>
<context>
    <name>Cause</name>
    <message>
        <source>one of its factors is tiny</source>
        <translation>它的一个因子极小</translation>
    </message>
    <message>
        <source>one of its factors is 0</source>
        <translation>它的一个因子为 0</translation>
    </message>
    <message>
        <source>the unit is saturated: its curve is flat there</source>
        <translation>该神经元已饱和：曲线在那里是平的</translation>
    </message>
    <message>
        <source>the unit is switched off: its slope is 0 there</source>
        <translation>该神经元未激活：斜率在那里为 0</translation>
    </message>
    <message>
        <source>all that it is made of is tiny</source>
        <translation>组成它的各项都极小</translation>
    </message>
    <message>
        <source>its terms cancel each other</source>
        <translation>它的各项相互抵消</translation>
    </message>
    <message>
        <source>it is large because the next number is</source>
        <translation>它大，是因为下一个数大</translation>
    </message>
    <message>
        <source>so it stands in the data</source>
        <translation>数据中就是如此</translation>
    </message>
    <message>
        <source>the output is beyond the margin: the loss is flat there</source>
        <translation>输出已在间隔之外：损失在那里是平的</translation>
    </message>
    <message>
        <source>dropout has left the unit out in this iteration</source>
        <translation>dropout 在本次迭代中略去了该神经元</translation>
    </message>
    <message>
        <source>so the parameter stands now</source>
        <translation>参数此刻就是这个值</translation>
    </message>
    <message>
        <source>its largest part comes from the data</source>
        <translation>它的最大部分来自数据</translation>
    </message>
    <message>
        <source>its largest part comes from a parameter</source>
        <translation>它的最大部分来自一个参数</translation>
    </message>
    <message>
        <source>this one is not small</source>
        <translation>这个数并不小</translation>
    </message>
</context>
<context>
    <name>Cell</name>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>the weight from {0} to {1}</source>
        <translation>从 {0} 到 {1} 的权重</translation>
    </message>
    <message>
        <source>{0} one time step later</source>
        <translation>{0}，到下一时间步</translation>
    </message>
    <message>
        <source>the bias of {0}</source>
        <translation>{0} 的偏置</translation>
    </message>
    <message>
        <source>the random number that decides whether dropout keeps {0}</source>
        <translation>决定 dropout 是否保留 {0} 的随机数</translation>
    </message>
    <message>
        <source>the drawn mask of dropout for {0}: 0 leaves the unit out</source>
        <translation>dropout 为 {0} 抽取的掩码：0 表示略去该神经元</translation>
    </message>
    <message>
        <source>the activation of {0} after dropout: what it passes on</source>
        <translation>{0} 在 dropout 之后的激活值：它向后传递的值</translation>
    </message>
    <message>
        <source>z of {0}, brought to mean 0 and variance 1 over the batch</source>
        <translation>{0} 的 z，在批内调整为均值 0、方差 1</translation>
    </message>
    <message>
        <source>z of {0} after batch normalization: what its activation function takes</source>
        <translation>{0} 在批归一化之后的 z：其激活函数的输入</translation>
    </message>
    <message>
        <source>how the loss changes with n of {0}</source>
        <translation>损失随 {0} 的 n 如何变化</translation>
    </message>
    <message>
        <source>the mean of z of {0} over the batch</source>
        <translation>{0} 的 z 在批内的均值</translation>
    </message>
    <message>
        <source>the variance of z of {0} over the batch</source>
        <translation>{0} 的 z 在批内的方差</translation>
    </message>
    <message>
        <source>the scale of {0} in batch normalization (trained)</source>
        <translation>{0} 在批归一化中的缩放（可训练）</translation>
    </message>
    <message>
        <source>the shift of {0} in batch normalization (trained)</source>
        <translation>{0} 在批归一化中的平移（可训练）</translation>
    </message>
    <message>
        <source>the running mean of z of {0}, which predictions take for the batch&apos;s</source>
        <translation>{0} 的 z 的滑动均值，预测时用它代替批均值</translation>
    </message>
    <message>
        <source>the running variance of z of {0}, which predictions take for the batch&apos;s</source>
        <translation>{0} 的 z 的滑动方差，预测时用它代替批方差</translation>
    </message>
    <message>
        <source>the clipped gradient of the loss for {0}</source>
        <translation>裁剪后的损失梯度，对{0}</translation>
    </message>
    <message>
        <source>the velocity (decaying sum of gradients) of {0}</source>
        <translation>速度（梯度的衰减累加），对{0}</translation>
    </message>
    <message>
        <source>the running mean of the gradients for {0}</source>
        <translation>梯度的滑动平均，对{0}</translation>
    </message>
    <message>
        <source>the running mean of the squared gradients for {0}</source>
        <translation>梯度平方的滑动平均，对{0}</translation>
    </message>
    <message>
        <source>the velocity (decaying sum of scaled gradients) of {0}</source>
        <translation>速度（缩放后梯度的衰减累加），对{0}</translation>
    </message>
    <message>
        <source>the largest running mean of the squared gradients for {0} so far</source>
        <translation>至今梯度平方滑动平均的最大值，对{0}</translation>
    </message>
    <message>
        <source>the sum of all squared gradients for {0}</source>
        <translation>全部梯度平方之和，对{0}</translation>
    </message>
    <message>
        <source>the running mean of the squared moves of {0}</source>
        <translation>改变量平方的滑动平均，对{0}</translation>
    </message>
    <message>
        <source>the move of {0}, before the learning rate</source>
        <translation>乘以学习率之前的改变量，对{0}</translation>
    </message>
    <message>
        <source>the gradient remembered for {0}; 0 after its sign has turned</source>
        <translation>记下的梯度，对{0}；变号之后为 0</translation>
    </message>
    <message>
        <source>the step size of {0} alone</source>
        <translation>单独的步长，对{0}</translation>
    </message>
    <message>
        <source>the learning rate in force, which schedule and warm-up make of the set one</source>
        <translation>实际生效的学习率，由所设的学习率经调度和预热得出</translation>
    </message>
    <message>
        <source>the iterations done</source>
        <translation>已完成的迭代次数</translation>
    </message>
    <message>
        <source>the best loss so far, which the schedule compares with</source>
        <translation>到目前为止的最佳损失，学习率调度与它比较</translation>
    </message>
    <message>
        <source>iterations in a row without a better loss</source>
        <translation>损失连续没有变好的迭代次数</translation>
    </message>
    <message>
        <source>iterations in a row without a better loss, with this one</source>
        <translation>损失连续没有变好的迭代次数，含本次</translation>
    </message>
    <message>
        <source>the factor that the schedule puts on the learning rate</source>
        <translation>学习率调度给学习率所乘的系数</translation>
    </message>
    <message>
        <source>the factor on the learning rate after the next cut</source>
        <translation>下一次降低之后学习率所乘的系数</translation>
    </message>
    <message>
        <source>the norm of all gradients together, before they are clipped</source>
        <translation>全部梯度合起来的范数，裁剪之前</translation>
    </message>
    <message>
        <source>the factor that clips the gradients; 1 leaves them as they are</source>
        <translation>裁剪梯度所乘的系数；为 1 时梯度不变</translation>
    </message>
    <message>
        <source>the best loss at the end of an epoch, for early stopping</source>
        <translation>各轮次末的最佳损失，用于提前停止</translation>
    </message>
    <message>
        <source>epochs in a row without a better loss, for early stopping</source>
        <translation>损失连续没有变好的轮次数，用于提前停止</translation>
    </message>
    <message>
        <source>beta1 to the power of the updates so far</source>
        <translation>beta1 的幂，指数为到目前为止的更新次数</translation>
    </message>
    <message>
        <source>beta2 to the power of the updates so far</source>
        <translation>beta2 的幂，指数为到目前为止的更新次数</translation>
    </message>
    <message>
        <source>what m is divided by, because it began at 0</source>
        <translation>m 的除数，因为 m 从 0 开始</translation>
    </message>
    <message>
        <source>what the root of v is divided by, because v began at 0</source>
        <translation>v 的平方根的除数，因为 v 从 0 开始</translation>
    </message>
    <message>
        <source>the learning rate as the optimizer takes it in this update</source>
        <translation>优化器在本次更新中所用的学习率</translation>
    </message>
    <message>
        <source>the share of itself that each parameter keeps (weight decay)</source>
        <translation>每个参数保留自身的比例（权重衰减）</translation>
    </message>
    <message>
        <source>the momentum of this update</source>
        <translation>本次更新的动量</translation>
    </message>
    <message>
        <source>the momentum of the next update</source>
        <translation>下一次更新的动量</translation>
    </message>
    <message>
        <source>the product of all momenta so far</source>
        <translation>到目前为止全部动量的乘积</translation>
    </message>
    <message>
        <source>the step size along the gradient</source>
        <translation>沿梯度的步长</translation>
    </message>
    <message>
        <source>the step size along the running mean m</source>
        <translation>沿滑动平均 m 的步长</translation>
    </message>
    <message>
        <source>the optimizer&apos;s {0} for {1}</source>
        <translation>优化器的 {0}，用于{1}</translation>
    </message>
    <message>
        <source>the gradient of the loss for {0}</source>
        <translation>损失的梯度，对{0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>the input {0}, as the network sees it</source>
        <translation>输入 {0}，即网络所见的值</translation>
    </message>
    <message>
        <source>how the loss of t = {1} changes with z of {0}</source>
        <translation>t = {1} 的损失随 {0} 的 z 如何变化</translation>
    </message>
    <message>
        <source>the state of {0} at the start, before the first sweep</source>
        <translation>{0} 在起点的状态，第一遍之前</translation>
    </message>
    <message>
        <source>the activation of {0}, before dropout</source>
        <translation>{0} 的激活值，dropout 之前</translation>
    </message>
    <message>
        <source>what comes to {0} from outside in every sweep</source>
        <translation>每一遍中从外部输入 {0} 的量</translation>
    </message>
    <message>
        <source>the state of {0} after sweep {1}</source>
        <translation>{0} 在第 {1} 遍之后的状态</translation>
    </message>
    <message>
        <source>the weighted sum of {0} in sweep {1}</source>
        <translation>{0} 在第 {1} 遍中的加权和</translation>
    </message>
    <message>
        <source>how the loss changes with the state of {0}, after sweep {1} back</source>
        <translation>损失随 {0} 的状态如何变化，反向第 {1} 遍之后</translation>
    </message>
    <message>
        <source>what comes back to {0} in sweep {1}</source>
        <translation>第 {1} 遍中反向传回 {0} 的量</translation>
    </message>
    <message>
        <source>how the loss changes with the state of {0} by itself, without the loops</source>
        <translation>损失直接随 {0} 的状态如何变化，不计回路</translation>
    </message>
    <message>
        <source>the pre-activation of {0}: its weighted sum</source>
        <translation>{0} 激活前的值：加权和</translation>
    </message>
    <message>
        <source>the activation of {0}: what it passes on</source>
        <translation>{0} 的激活值：它向后传递的值</translation>
    </message>
    <message>
        <source>how the loss changes with z of {0}</source>
        <translation>损失随 {0} 的 z 如何变化</translation>
    </message>
    <message>
        <source>how the loss changes with the activation of {0}</source>
        <translation>损失随 {0} 的激活值如何变化</translation>
    </message>
    <message>
        <source>the slope of the activation function of {0}</source>
        <translation>{0} 的激活函数的斜率</translation>
    </message>
    <message>
        <source>the target {0}</source>
        <translation>目标 {0}</translation>
    </message>
    <message>
        <source>how much this row counts in the loss: the weight of its class</source>
        <translation>这一行在损失中计入的分量：其类别的权重</translation>
    </message>
    <message>
        <source>the loss of this batch, before its update</source>
        <translation>这一批的损失，更新之前</translation>
    </message>
    <message>
        <source>the step size of the next update</source>
        <translation>下一次更新的步长</translation>
    </message>
    <message>
        <source>the optimizer&apos;s {0}</source>
        <translation>优化器的 {0}</translation>
    </message>
    <message>
        <source>the term of step {0} alone</source>
        <translation>只有第 {0} 步的项</translation>
    </message>
    <message>
        <source>the sum of the steps {0} to {1}</source>
        <translation>第 {0} 步到第 {1} 步之和</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>第 {0} 步</translation>
    </message>
    <message>
        <source>Σ steps {0}…{1}</source>
        <translation>Σ 第 {0}…{1} 步</translation>
    </message>
    <message>
        <source>by how much the adjoint moved in sweep {0}, the largest over all units</source>
        <translation>伴随量在第 {0} 遍中的变化，取所有神经元中的最大者</translation>
    </message>
    <message>
        <source>by how much the state moved in sweep {0}, the largest over all units</source>
        <translation>状态在第 {0} 遍中的变化，取所有神经元中的最大者</translation>
    </message>
    <message>
        <source>the part of the loss that comes from time step {0}</source>
        <translation>损失中来自时间步 {0} 的部分</translation>
    </message>
    <message>
        <source>how much this row counts in the loss of time step {0}: the weight of its class there</source>
        <translation>这一行在时间步 {0} 的损失中计入的分量：其在该步的类别的权重</translation>
    </message>
    <message>
        <source>by how much one more sweep would move the state</source>
        <translation>再做一遍会使状态变化多少</translation>
    </message>
    <message>
        <source>the spectral radius: below 1 the state settles, and there is a gradient</source>
        <translation>谱半径：小于 1 时状态趋于稳定，存在梯度</translation>
    </message>
    <message>
        <source>1 where there is a gradient</source>
        <translation>存在梯度时为 1</translation>
    </message>
    <message>
        <source>the largest size in e</source>
        <translation>e 中的最大绝对值</translation>
    </message>
</context>
<context>
    <name>CellCard</name>
    <message>
        <source>Inspect {0}, {1}</source>
        <translation>检查 {0}，{1}</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>where</source>
        <translation>其中</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>kink</source>
        <translation>折点</translation>
    </message>
    <message>
        <source>largest relative error {0} at {1}</source>
        <translation>最大相对误差 {0}，在 {1}</translation>
    </message>
    <message>
        <source>backpropagation {0}</source>
        <translation>反向传播 {0}</translation>
    </message>
    <message>
        <source>central difference {0}</source>
        <translation>中心差分 {0}</translation>
    </message>
    <message>
        <source>The two differ by more than rounding: this gradient is wrong.</source>
        <translation>两者之差超出舍入误差：这个梯度是错的。</translation>
    </message>
    <message>
        <source>{0} of {1} entries cannot be compared: between the two points of the difference the slope of an activation or of a penalty jumps (relu does at 0), so that a right gradient may differ.</source>
        <translation>{1} 个元素中有 {0} 个无法比较：在差分的两点之间，激活函数或惩罚项的斜率有跳变（relu 在 0 处如此），所以正确的梯度也可能不同。</translation>
    </message>
    <message>
        <source>entries compared: {0}</source>
        <translation>已比较的元素：{0}</translation>
    </message>
</context>
<context>
    <name>CheckView</name>
    <message>
        <source>Moves each weight and bias a little both ways and compares the change of the loss with the gradient of backpropagation.</source>
        <translation>把每个权重和偏置向两边各移动一点，比较损失的变化与反向传播的梯度。</translation>
    </message>
    <message>
        <source>Check gradients</source>
        <translation>检验梯度</translation>
    </message>
    <message>
        <source>Check all gradients of the iteration that is shown; a run pauses</source>
        <translation>检验所显示迭代的全部梯度；运行会暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>取消检验</translation>
    </message>
    <message>
        <source>End the check; what is finished stays</source>
        <translation>结束检验；已完成的保留</translation>
    </message>
    <message>
        <source>Entries checked</source>
        <translation>已检验的元素</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>The largest relative error, |a − n| / (|a| + |n|), kinks left out</source>
        <translation>最大相对误差 |a − n| / (|a| + |n|)，折点除外</translation>
    </message>
    <message>
        <source>What the check has found</source>
        <translation>检验的结果</translation>
    </message>
    <message>
        <source>Enter selects the entry with the largest error</source>
        <translation>Enter 选择误差最大的元素</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0}, kinks</source>
        <translation>{0}，有折点</translation>
    </message>
    <message>
        <source>Checking iteration {0} …</source>
        <translation>正在检验第 {0} 次迭代…</translation>
    </message>
    <message>
        <source>Cancelled before a tensor was finished.</source>
        <translation>已取消，尚未完成任何张量。</translation>
    </message>
    <message>
        <source>Cancelled; these tensors of iteration {0} were finished.</source>
        <translation>已取消；第 {0} 次迭代的这些张量已完成。</translation>
    </message>
    <message>
        <source>Iteration {0}: wrong in {1}.</source>
        <translation>第 {0} 次迭代：{1} 有错。</translation>
    </message>
    <message>
        <source>Iteration {0}: right wherever it can be told; some entries lie at a kink.</source>
        <translation>第 {0} 次迭代：凡能判断的都正确；有些元素位于折点。</translation>
    </message>
    <message>
        <source>Iteration {0}: all gradients are right.</source>
        <translation>第 {0} 次迭代：全部梯度都正确。</translation>
    </message>
    <message>
        <source>Out of date: you are looking at iteration {0}.</source>
        <translation>已过时：您正在看第 {0} 次迭代。</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
</context>
<context>
    <name>ClassWeighting</name>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Names of the variables</source>
        <translation>变量的名称</translation>
    </message>
    <message>
        <source>Call the variables as the field does, or as one of the tutorials, whose nets are feedforward with one hidden layer</source>
        <translation>变量用本领域的名称，或用某个教程的名称（教程的网络均为单隐藏层的前馈网络）</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Copy the code, or what is marked of it</source>
        <translation>复制代码，或其中选中的部分</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write this run as a program of its own, which gives the same numbers</source>
        <translation>把这次运行写成独立的程序，它得出同样的数</translation>
    </message>
    <message>
        <source>Export script…</source>
        <translation>导出脚本…</translation>
    </message>
    <message>
        <source>Export notebook…</source>
        <translation>导出笔记本…</translation>
    </message>
    <message>
        <source>Code of one iteration</source>
        <translation>一次迭代的代码</translation>
    </message>
    <message>
        <source>Up and Down select an op, Enter goes to it; the full arrow has just run, the hollow one comes next</source>
        <translation>上、下方向键选择运算，Enter 转到该运算；实心箭头刚做完，空心箭头是下一个</translation>
    </message>
    <message>
        <source>Click selects this op, a double click goes to it.</source>
        <translation>单击选择这个运算，双击转到它。</translation>
    </message>
</context>
<context>
    <name>ColumnForm</name>
    <message>
        <source>No column is chosen.</source>
        <translation>未选择任何列。</translation>
    </message>
    <message>
        <source>{0} columns:</source>
        <translation>{0} 列：</translation>
    </message>
    <message>
        <source>Column {0}:</source>
        <translation>列 {0}：</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 到 {1}</translation>
    </message>
    <message>
        <source>{0} different values: {1}</source>
        <translation>{0} 个不同的值：{1}</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>U&amp;se</source>
        <translation>用途(&amp;S)</translation>
    </message>
    <message>
        <source>Kind of column</source>
        <translation>列的类型</translation>
    </message>
    <message>
        <source>What the column&apos;s cells are: each category is an input</source>
        <translation>该列的单元格是什么：每个类别各为一个输入</translation>
    </message>
    <message>
        <source>Use of column</source>
        <translation>列的用途</translation>
    </message>
    <message>
        <source>Whether the column is learned from, is learned, or neither</source>
        <translation>该列是用来学习的特征，是要学习的目标，还是都不是</translation>
    </message>
    <message>
        <source>Order of categories</source>
        <translation>类别的顺序</translation>
    </message>
    <message>
        <source>Put the categories of this column in order</source>
        <translation>为该列的各类别排序</translation>
    </message>
    <message>
        <source>different</source>
        <translation>各不相同</translation>
    </message>
    <message>
        <source>&amp;Order…</source>
        <translation>排序(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>A picture of the window is on the clipboard.</source>
        <translation>窗口画面已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>The picture was saved as {0}.</source>
        <translation>图片已保存为 {0}。</translation>
    </message>
    <message>
        <source>The picture cannot be written to {0}; choose another place.</source>
        <translation>图片无法写入 {0}；请选择其他位置。</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>Bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Not a finite number</source>
        <translation>出现非有限值</translation>
    </message>
    <message>
        <source>Stops before the op that would write NaN or infinity</source>
        <translation>在将写出 NaN 或无穷大的运算之前停下</translation>
    </message>
    <message>
        <source>{what} is not finite</source>
        <translation>{what} 出现非有限值</translation>
    </message>
    <message>
        <source>Any value</source>
        <translation>任何值</translation>
    </message>
    <message>
        <source>Gradient above a bound</source>
        <translation>梯度超过界限</translation>
    </message>
    <message>
        <source>Stops where the largest |entry| of a gradient gets above the bound</source>
        <translation>在梯度的最大 |元素| 升到界限以上时停下</translation>
    </message>
    <message>
        <source>|{what}| &gt; {bound}</source>
        <translation>|{what}| &gt; {bound}</translation>
    </message>
    <message>
        <source>any gradient</source>
        <translation>任一梯度</translation>
    </message>
    <message>
        <source>Gradient below a bound</source>
        <translation>梯度低于界限</translation>
    </message>
    <message>
        <source>Stops where the largest |entry| of a gradient gets below the bound</source>
        <translation>在梯度的最大 |元素| 降到界限以下时停下</translation>
    </message>
    <message>
        <source>|{what}| &lt; {bound}</source>
        <translation>|{what}| &lt; {bound}</translation>
    </message>
    <message>
        <source>Delta above a bound</source>
        <translation>delta 超过界限</translation>
    </message>
    <message>
        <source>Stops where the largest |dLoss/dz| of a layer gets above the bound</source>
        <translation>在某层的最大 |dLoss/dz| 升到界限以上时停下</translation>
    </message>
    <message>
        <source>any delta</source>
        <translation>任一 delta</translation>
    </message>
    <message>
        <source>Delta below a bound</source>
        <translation>delta 低于界限</translation>
    </message>
    <message>
        <source>Stops where the largest |dLoss/dz| of a layer gets below the bound</source>
        <translation>在某层的最大 |dLoss/dz| 降到界限以下时停下</translation>
    </message>
    <message>
        <source>Weight changes its sign</source>
        <translation>权重变号</translation>
    </message>
    <message>
        <source>Stops at each update after which the weight has another sign</source>
        <translation>每当更新后权重的符号不同即停下</translation>
    </message>
    <message>
        <source>{what} changes its sign</source>
        <translation>{what} 变号</translation>
    </message>
    <message>
        <source>Weight changes by a share of itself</source>
        <translation>权重按比例改变</translation>
    </message>
    <message>
        <source>Stops at each update that moves a weight by more than so many percent</source>
        <translation>每当更新使权重改变超过这个百分比即停下</translation>
    </message>
    <message>
        <source>{what} changes by more than {bound} %</source>
        <translation>{what} 改变超过 {bound} %</translation>
    </message>
    <message>
        <source>any weight</source>
        <translation>任一权重</translation>
    </message>
    <message>
        <source>Loss rises</source>
        <translation>损失上升</translation>
    </message>
    <message>
        <source>Stops where the loss is by so many percent above that of the iteration before</source>
        <translation>在损失比上一次迭代高出这个百分比时停下</translation>
    </message>
    <message>
        <source>loss rises by more than {bound} %</source>
        <translation>损失上升超过 {bound} %</translation>
    </message>
    <message>
        <source>Unit dies</source>
        <translation>神经元死亡</translation>
    </message>
    <message>
        <source>Stops where a ReLU unit becomes 0 for every sample of the batch</source>
        <translation>在某个 ReLU 神经元对该批所有样本都变为 0 时停下</translation>
    </message>
    <message>
        <source>{what} is 0 for all samples</source>
        <translation>{what} 对所有样本为 0</translation>
    </message>
    <message>
        <source>any ReLU unit</source>
        <translation>任一 ReLU 神经元</translation>
    </message>
    <message>
        <source>Unit saturates</source>
        <translation>神经元饱和</translation>
    </message>
    <message>
        <source>Stops where a unit&apos;s slope f&apos;(z) gets below the bound for all samples</source>
        <translation>在某个神经元的斜率 f&apos;(z) 对所有样本都降到界限以下时停下</translation>
    </message>
    <message>
        <source>|{what}| ≤ {bound} for all samples</source>
        <translation>|{what}| ≤ {bound}，对所有样本</translation>
    </message>
    <message>
        <source>any unit&apos;s f&apos;</source>
        <translation>任一神经元的 f&apos;</translation>
    </message>
    <message>
        <source>Accuracy reached</source>
        <translation>达到准确率</translation>
    </message>
    <message>
        <source>Stops where this share of the batch&apos;s rows is classified right</source>
        <translation>在该批中分类正确的行达到这个比例时停下</translation>
    </message>
    <message>
        <source>batch accuracy ≥ {bound}</source>
        <translation>批准确率 ≥ {bound}</translation>
    </message>
    <message>
        <source>Share (0 to 1)</source>
        <translation>比例（0 到 1）</translation>
    </message>
    <message>
        <source>Sample misclassified</source>
        <translation>样本被错误分类</translation>
    </message>
    <message>
        <source>Stops where this training row is in the batch and is taken for another class</source>
        <translation>在该训练行属于这一批且被分到别的类别时停下</translation>
    </message>
    <message>
        <source>training row {sample} misclassified</source>
        <translation>训练行 {sample} 被错误分类</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Stops where an expression over tensors becomes true</source>
        <translation>在由张量写成的表达式变为真时停下</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>Stopped before op {0} of iteration {1}: it would write {2}.</source>
        <translation>在第 {1} 次迭代的运算 {0} 之前停下：它将写出{2}。</translation>
    </message>
    <message>
        <source>a value that is not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>Stopped at op {0} of iteration {1}.</source>
        <translation>在第 {1} 次迭代的运算 {0} 处停下。</translation>
    </message>
    <message>
        <source>Stopped at op {0} of iteration {1}: {2} = {3}.</source>
        <translation>在第 {1} 次迭代的运算 {0} 处停下：{2} = {3}。</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>Back at iteration 0, with the same first weights.</source>
        <translation>已回到第 0 次迭代，初始权重不变。</translation>
    </message>
    <message>
        <source>A new run was started with seed {0}.</source>
        <translation>已用随机种子 {0} 开始新的运行。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of settings</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>A new run was started: {0} cannot change in mid-run.</source>
        <translation>已开始新的运行：{0}不能在训练途中更改。</translation>
    </message>
    <message>
        <source>That run is back as it was left.</source>
        <translation>已回到那次运行，与离开时一样。</translation>
    </message>
    <message>
        <source>Iteration {0}: {1}</source>
        <translation>第 {0} 次迭代：{1}</translation>
    </message>
    <message>
        <source>Op {0} of iteration {1} would make {2} no longer finite; it was not done: step back from here.</source>
        <translation>第 {1} 次迭代的运算 {0} 会使 {2} 出现非有限值；没有做这个运算：请从这里后退。</translation>
    </message>
    <message>
        <source>Training stopped in iteration {0}: {1} is no longer finite. The state before that iteration is kept; a smaller learning rate or scaled inputs may help.</source>
        <translation>训练在第 {0} 次迭代停止：{1} 出现了非有限值。已保留该次迭代之前的状态；减小学习率或缩放输入可能有帮助。</translation>
    </message>
    <message>
        <source>In iteration {0} the loss is at most {1}.</source>
        <translation>在第 {0} 次迭代，损失不超过 {1}。</translation>
    </message>
    <message>
        <source>In iteration {0} the accuracy is at least {1}.</source>
        <translation>在第 {0} 次迭代，准确率不低于 {1}。</translation>
    </message>
    <message>
        <source>Stopped early after epoch {0}: for {1} epochs no test loss has been better than {2}. Run goes on.</source>
        <translation>在轮次 {0} 之后提前停止：连续 {1} 个轮次，测试损失都没有优于 {2}。按“运行”可继续。</translation>
    </message>
    <message>
        <source>Stopped early after epoch {0}: for {1} epochs no training loss has been better than {2}. Run goes on.</source>
        <translation>在轮次 {0} 之后提前停止：连续 {1} 个轮次，训练损失都没有优于 {2}。按“运行”可继续。</translation>
    </message>
    <message>
        <source>There is no breakpoint that is switched on.</source>
        <translation>没有启用的断点。</translation>
    </message>
    <message>
        <source>No breakpoint would have stopped the run before this place.</source>
        <translation>在此之前没有断点会使运行停下。</translation>
    </message>
    <message>
        <source>Undo reaches less far back now: what it keeps may take {0} MB.</source>
        <translation>现在可撤销的步数变少了：为撤销保留的内容最多占用 {0} MB。</translation>
    </message>
    <message>
        <source>Loading the data…</source>
        <translation>正在加载数据…</translation>
    </message>
    <message>
        <source>This cuts off iteration {0}; Undo brings it back.</source>
        <translation>这会截去第 {0} 次迭代；“撤销”可恢复。</translation>
    </message>
    <message>
        <source>This cuts off iterations {0} to {1}; Undo brings them back.</source>
        <translation>这会截去第 {0} 到第 {1} 次迭代；“撤销”可恢复。</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n 个神经元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} row(s)</source>
        <translation>
            <numerusform>{0} 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>parameters after {0} update(s)</source>
        <translation>
            <numerusform>{0} 次更新后的参数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} settled after {1} sweep(s)</source>
        <translation>
            <numerusform>{0}在 {1} 遍之后稳定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} parameter(s)</source>
        <translation>
            <numerusform>{0} 个参数</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>bpviz met an error that it did not foresee. Training is paused and the window stays open; you may go on working. The report below helps to find the mistake; nothing is sent anywhere.</source>
        <translation>bpviz 遇到了意料之外的错误。训练已暂停，窗口仍然打开，您可以继续使用。下面的报告有助于找出问题；不会向任何地方发送任何内容。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>Put the report on the clipboard</source>
        <translation>把报告放到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Close this report and go on working</source>
        <translation>关闭报告，继续使用</translation>
    </message>
</context>
<context>
    <name>CurvesMenu</name>
    <message>
        <source>Log loss</source>
        <translation>损失取对数</translation>
    </message>
    <message>
        <source>Logarithmic axis for the loss; values that are not above 0 are left out</source>
        <translation>损失轴用对数刻度；不大于 0 的值不画出</translation>
    </message>
    <message>
        <source>Log iterations</source>
        <translation>迭代取对数</translation>
    </message>
    <message>
        <source>Logarithmic axis for the iterations; iteration 0 is left out</source>
        <translation>迭代轴用对数刻度；第 0 次迭代不画出</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show the whole run again and follow it (double click on a plot)</source>
        <translation>重新显示整个运行过程并跟随（双击图）</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy values as CSV</source>
        <translation>以 CSV 格式复制数值</translation>
    </message>
    <message>
        <source>Run to iteration {0}</source>
        <translation>运行到第 {0} 次迭代</translation>
    </message>
    <message>
        <source>Go to iteration {0}</source>
        <translation>转到第 {0} 次迭代</translation>
    </message>
    <message>
        <source>Copy values as CSV (every {0}. iteration)</source>
        <translation>以 CSV 格式复制数值（每 {0} 次迭代取一个）</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Axes, and copying the curves</source>
        <translation>坐标轴，以及复制曲线</translation>
    </message>
    <message>
        <source>More about the curves</source>
        <translation>更多曲线选项</translation>
    </message>
    <message>
        <source>The train loss at iteration i is the loss of its batch before update i.</source>
        <translation>第 i 次迭代的训练损失，是该批数据在第 i 次更新之前的损失。</translation>
    </message>
    <message>
        <source>Faint: the run before the last reset.</source>
        <translation>淡色：上次重置之前的运行。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Both have no room here; a higher panel shows them together</source>
        <translation>这里放不下两张图；面板更高时会一起显示</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Left and Right read the values, Home and End go to the first and the last, Enter goes there in the run, Esc ends.</source>
        <translation>左、右方向键读数值，Home 和 End 转到第一个和最后一个，Enter 使运行转到那里，Esc 结束。</translation>
    </message>
    <message>
        <source>Plot of the loss</source>
        <translation>损失曲线图</translation>
    </message>
    <message>
        <source>Plot of the accuracy</source>
        <translation>准确率曲线图</translation>
    </message>
    <message>
        <source>Loss ({0}, before the update)</source>
        <translation>损失（{0}，更新前）</translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss.</source>
        <translation>更新量是该损失的梯度的 {0} 倍。</translation>
    </message>
    <message>
        <source>train (batch)</source>
        <translation>训练（批）</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>上次</translation>
    </message>
    <message>
        <source>diverged at {0}: {1}</source>
        <translation>在 {0} 处发散：{1}</translation>
    </message>
    <message>
        <source>no gradient at {0}</source>
        <translation>在 {0} 处没有梯度</translation>
    </message>
    <message>
        <source>up to {0} above</source>
        <translation>上方最高达 {0}</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>The inputs are not scaled: the net sees them as they are.</source>
        <translation>输入未缩放：网络所见即原始的值。</translation>
    </message>
    <message>
        <source>Scaled: (x − mean) / deviation, both of the {0} training rows.</source>
        <translation>已缩放：(x − 均值) / 标准差，两者均取自 {0} 个训练行。</translation>
    </message>
    <message>
        <source>Scaled: (x − minimum) / (maximum − minimum) of the {0} training rows.</source>
        <translation>已缩放：(x − 最小值) / (最大值 − 最小值)，取自 {0} 个训练行。</translation>
    </message>
    <message>
        <source>Scaled: x / largest absolute value of the {0} training rows.</source>
        <translation>已缩放：x / 最大绝对值，取自 {0} 个训练行。</translation>
    </message>
    <message>
        <source>The {0} test rows take the same numbers.</source>
        <translation>{0} 个测试行使用同样的数。</translation>
    </message>
    <message>
        <source>Features were constructed of the two columns first.</source>
        <translation>缩放之前先由两列构造了特征。</translation>
    </message>
    <message>
        <source>Targets were divided by {0}.</source>
        <translation>目标已除以 {0}。</translation>
    </message>
    <message>
        <source>not scaled</source>
        <translation>未缩放</translation>
    </message>
    <message>
        <source>one value only: {0} is subtracted</source>
        <translation>只有一个值：减去 {0}</translation>
    </message>
    <message>
        <source>mean {0}, deviation {1}</source>
        <translation>均值 {0}，标准差 {1}</translation>
    </message>
    <message>
        <source>minimum {0}, maximum {1}</source>
        <translation>最小值 {0}，最大值 {1}</translation>
    </message>
    <message>
        <source>divided by {1}</source>
        <translation>除以 {1}</translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>Rows</source>
        <translation>数据行</translation>
    </message>
    <message>
        <source>All rows, as they are and as the net sees them</source>
        <translation>全部数据行：原始的值与网络所见的值</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Type a sample and see what the net says of it</source>
        <translation>输入一个样本，看网络给出什么结果</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Points in the plane, to look at and to draw</source>
        <translation>平面上的点，可查看，也可绘制</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>键入</translation>
    </message>
    <message>
        <source>A table of your own, typed or pasted</source>
        <translation>自有的表格，可键入或粘贴</translation>
    </message>
    <message>
        <source>Titles further left</source>
        <translation>更靠左的标题</translation>
    </message>
    <message>
        <source>Titles further right</source>
        <translation>更靠右的标题</translation>
    </message>
    <message>
        <source>Pages of the data</source>
        <translation>数据的各页</translation>
    </message>
    <message>
        <source>Rows of the data</source>
        <translation>数据的各行</translation>
    </message>
    <message>
        <source>Up and Down choose a training row as the sample; Enter takes a row to Predict; Ctrl+C copies it</source>
        <translation>上、下方向键选一个训练行作为样本；Enter 把该行带到“预测”；Ctrl+C 复制该行</translation>
    </message>
    <message>
        <source>Only data with two columns are points in the plane</source>
        <translation>只有两列的数据才是平面上的点</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>手绘</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>Iris</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>葡萄酒</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>乳腺癌</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>糖尿病</translation>
    </message>
    <message>
        <source>Linnerud (three outputs)</source>
        <translation>Linnerud（三个输出）</translation>
    </message>
    <message>
        <source>Hours of study</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>AND</source>
        <translation>与（AND）</translation>
    </message>
    <message>
        <source>OR</source>
        <translation>或（OR）</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Parity of bits</source>
        <translation>奇偶校验</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>同心圆</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>双月牙</translation>
    </message>
    <message>
        <source>Gaussian clouds</source>
        <translation>高斯点云</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>Spiral arms</source>
        <translation>多臂螺旋</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Sine curve</source>
        <translation>正弦曲线</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>阶跃</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>Own table</source>
        <translation>自有表格</translation>
    </message>
    <message>
        <source>Echo (sequence)</source>
        <translation>回声（序列）</translation>
    </message>
    <message>
        <source>Next value of a sine (sequence)</source>
        <translation>正弦的下一个值（序列）</translation>
    </message>
    <message>
        <source>Running parity (sequence)</source>
        <translation>累计奇偶（序列）</translation>
    </message>
    <message>
        <source>Counting ones (sequence)</source>
        <translation>对 1 计数（序列）</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>快捷键及其作用</translation>
    </message>
    <message>
        <source>About bpviz</source>
        <translation>关于 bpviz</translation>
    </message>
    <message>
        <source>bpviz {0}

A debugger for backpropagation: any moment of training, any number, and why it is that number.

Free software under the MIT licence. Fonts: DejaVu (Bitstream Vera licence), Noto Sans CJK and STIX Two Math (SIL Open Font Licence). Icons: Tabler (MIT). Colour scale: CET-D1 by P. Kovesi (CC BY 4.0).</source>
        <translation>bpviz {0}

反向传播的调试器：训练的任何时刻、任何数值，以及它为什么是这个数值。

自由软件，采用 MIT 许可证。字体：DejaVu（Bitstream Vera 许可证）、Noto Sans CJK 和 STIX Two Math（SIL 开放字体许可证）。图标：Tabler（MIT）。色标：P. Kovesi 的 CET-D1（CC BY 4.0）。</translation>
    </message>
</context>
<context>
    <name>DrawPage</name>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Remove all points</source>
        <translation>删除全部点</translation>
    </message>
    <message>
        <source>Show the points again that the run learns</source>
        <translation>重新显示运行所学习的点</translation>
    </message>
    <message>
        <source>Bring the points back</source>
        <translation>恢复各点</translation>
    </message>
    <message>
        <source>Clear the board</source>
        <translation>清空画板</translation>
    </message>
    <message>
        <source>Filled: training rows; hollow: test rows. Behind them: what the net says.</source>
        <translation>实心：训练行；空心：测试行。背景：网络的输出。</translation>
    </message>
    <message>
        <source>Round: training rows; square: test rows. Behind them: what the net says, from {0} (blue) to {1} (red).</source>
        <translation>圆形：训练行；方形：测试行。背景：网络的输出，从 {0}（蓝）到 {1}（红）。</translation>
    </message>
    <message>
        <source>Of the {0} points {1} are shown.</source>
        <translation>共 {0} 个点，显示其中 {1} 个。</translation>
    </message>
    <message>
        <source>This is a test row; only a training row can be the sample.</source>
        <translation>这是测试行；只有训练行才能作为样本。</translation>
    </message>
    <message>
        <source>Draw points of the new class.</source>
        <translation>请绘制新类别的点。</translation>
    </message>
    <message>
        <source>The value is “{0}”; it must be {1}.</source>
        <translation>值为“{0}”；应为{1}。</translation>
    </message>
    <message>
        <source>The run still learns the former points: draw points of two classes.</source>
        <translation>运行仍在学习原来的点：请绘制两个类别的点。</translation>
    </message>
    <message>
        <source>The run still learns the former points: draw two points or more.</source>
        <translation>运行仍在学习原来的点：请绘制至少两个点。</translation>
    </message>
    <message>
        <source>Points in the plane</source>
        <translation>平面上的点</translation>
    </message>
    <message>
        <source>Keys 1 to 9 choose a class to draw, 0 selects; arrows move the cursor, with Shift in leaps; Enter makes a point, Delete removes the nearest one</source>
        <translation>1 到 9 键选择要绘制的类别，0 键用于选择；方向键移动光标，按住 Shift 大步移动；Enter 画一个点，Delete 删除最近的点</translation>
    </message>
</context>
<context>
    <name>DrawTools</name>
    <message>
        <source>Select points</source>
        <translation>选择点</translation>
    </message>
    <message>
        <source>Click a point to make it the sample (key 0); the right button takes points away</source>
        <translation>单击一个点，使其成为样本（0 键）；用右键移除点</translation>
    </message>
    <message>
        <source>Draw {0}</source>
        <translation>绘制 {0}</translation>
    </message>
    <message>
        <source>Draw points of the class {0} (key {1})</source>
        <translation>绘制类别 {0} 的点（{1} 键）</translation>
    </message>
    <message>
        <source>Draw points</source>
        <translation>绘制点</translation>
    </message>
    <message>
        <source>Draw points with the value beside it (key 1)</source>
        <translation>按旁边的值绘制点（1 键）</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>添加类别</translation>
    </message>
    <message>
        <source>One class more to draw</source>
        <translation>增加一个可绘制的类别</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value of drawn points</source>
        <translation>所绘点的值</translation>
    </message>
    <message>
        <source>What the points stand for that are drawn, in the data&apos;s own units</source>
        <translation>所绘的点代表的值，以数据原来的单位计</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>a whole number, such as 8</source>
        <translation>整数，例如 8</translation>
    </message>
    <message>
        <source>a number, such as 0.01 or 1e-6</source>
        <translation>数，例如 0.01 或 1e-6</translation>
    </message>
    <message>
        <source>a number, such as 0.5, or nothing</source>
        <translation>数，例如 0.5，或留空</translation>
    </message>
    <message>
        <source>a whole number, such as 32, or nothing</source>
        <translation>整数，例如 32，或留空</translation>
    </message>
    <message>
        <source>a number of rows, a share such as 0.2 or 20 %, or nothing</source>
        <translation>行数、比例（例如 0.2 或 20 %），或留空</translation>
    </message>
    <message>
        <source>indices that count from 0, such as 3,2, or nothing</source>
        <translation>从 0 数起的下标，例如 3,2，或留空</translation>
    </message>
    <message>
        <source>a number, such as 5.1 or −2e−3</source>
        <translation>数，例如 5.1 或 −2e−3</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>x_test and y_test must be given together, or neither of them.</source>
        <translation>x_test 和 y_test 必须同时给出，或都不给出。</translation>
    </message>
    <message>
        <source>{0} has {1} columns; it must have {2}, as the rest.</source>
        <translation>{0} 有 {1} 列；必须与其余数据一样有 {2} 列。</translation>
    </message>
    <message>
        <source>There are {0} feature names for {1} columns of x.</source>
        <translation>有 {0} 个特征名，而 x 有 {1} 列。</translation>
    </message>
    <message>
        <source>There are {0} target names for {1} columns of y.</source>
        <translation>有 {0} 个目标名，而 y 有 {1} 列。</translation>
    </message>
    <message>
        <source>target_scale is {0!r}; it must be a finite number above 0, or one for each of the {1} targets.</source>
        <translation>target_scale 为 {0!r}；它必须是大于 0 的有限数，或为 {1} 个目标各给一个这样的数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number that divides the {2} columns of {3}.</source>
        <translation>{0} 为 {1!r}；必须是能整除 {3} 的 {2} 列的整数。</translation>
    </message>
    <message>
        <source>target_steps is {0}; it must be 1 (targets for the whole sequence) or {1} (for each step).</source>
        <translation>target_steps 为 {0}；必须是 1（整个序列的目标）或 {1}（每一步的目标）。</translation>
    </message>
    <message>
        <source>test_size is {0}; the data set has {1} rows, and at least one must be left to train.</source>
        <translation>test_size 为 {0}；数据集有 {1} 行，至少要留一行用于训练。</translation>
    </message>
    <message>
        <source>{0} reaches {1:g}, which is too large to be scaled by {2}.</source>
        <translation>{0} 达到 {1:g}，太大，无法用 {2} 缩放。</translation>
    </message>
    <message>
        <source>{0} has one value only in the training rows: it is not scaled.</source>
        <translation>{0} 在训练行中只有一个值：不作缩放。</translation>
    </message>
    <message>
        <source>{0} holds something that is no number; it must be a table of numbers.</source>
        <translation>{0} 中含有不是数的内容；它必须是数值表。</translation>
    </message>
    <message>
        <source>{0} has the shape {1}; it must be (rows, columns) with at least one of each.</source>
        <translation>{0} 的形状为 {1}；必须为（行数，列数），且行列至少各一。</translation>
    </message>
    <message>
        <source>{0} is {1} in row {2}, column {3}; every value must be finite.</source>
        <translation>{0} 在第 {2} 行第 {3} 列的值为 {1}；每个值都必须是有限的。</translation>
    </message>
    <message>
        <source>Adam&apos;s epsilon is added after the bias correction here, as in PyTorch; scikit-learn adds it before.</source>
        <translation>这里与 PyTorch 一样，在偏差校正之后加上 Adam 的 epsilon；scikit-learn 在校正之前加。</translation>
    </message>
    <message>
        <source>x has the shape {0} and y {1}; they must be (rows, features) and (rows,).</source>
        <translation>x 的形状为 {0}，y 的形状为 {1}；应为（行数，特征数）和（行数，）。</translation>
    </message>
    <message>
        <source>scikit-learn divides alpha by the rows of each batch; here it is by {0} in the last batch too.</source>
        <translation>scikit-learn 用每个批次的行数去除 alpha；这里在最后一个批次中也除以 {0}。</translation>
    </message>
    <message>
        <source>y has the classes {0}; the net tells apart: {1}.</source>
        <translation>y 的类别为 {0}；网络所区分的类别是：{1}。</translation>
    </message>
    <message>
        <source>{0} has one class only ({1}); a classifier needs two or more.</source>
        <translation>{0} 只有一个类别（{1}）；分类至少需要两个类别。</translation>
    </message>
    <message>
        <source>The model&apos;s settings are not possible: {0}</source>
        <translation>模型的设置不可行：{0}</translation>
    </message>
    <message>
        <source>The learning rate stays as it is here; the model&apos;s is {0!r}.</source>
        <translation>这里学习率保持不变；模型的设置是 {0!r}。</translation>
    </message>
    <message>
        <source>Training goes on with Adam here, in place of the model&apos;s solver {0}.</source>
        <translation>这里改用 Adam 继续训练，代替模型的求解器 {0}。</translation>
    </message>
    <message>
        <source>The loss {0!r} of MLPRegressor has no counterpart here.</source>
        <translation>MLPRegressor 的损失 {0!r} 在这里没有对应的损失。</translation>
    </message>
    <message>
        <source>y has {0} columns; a net for several labels at once is not possible.</source>
        <translation>y 有 {0} 列；不支持多标签的网络。</translation>
    </message>
    <message>
        <source>{0} must be 1-D with the classes of y: {1}.</source>
        <translation>{0} 必须是一维的，且类别与 y 相同：{1}。</translation>
    </message>
    <message>
        <source>The model is a net {0}; these data and settings need {1}.</source>
        <translation>模型是 {0} 的网络；而这些数据和设置需要 {1}。</translation>
    </message>
    <message>
        <source>{0} has {1} rows and {2} has {3}; they must have the same number.</source>
        <translation>{0} 有 {1} 行，而 {2} 有 {3} 行；两者的行数必须相同。</translation>
    </message>
    <message>
        <source>{0} is not finite at op {1} of iteration {2}; the state before that iteration is kept: try a smaller learning rate or scaled inputs.</source>
        <translation>{0} 在第 {2} 次迭代的运算 {1} 处出现非有限值；已保留该次迭代之前的状态：请减小学习率或缩放输入。</translation>
    </message>
    <message>
        <source>There is no preset {0!r}; there are: {1}.</source>
        <translation>没有预设 {0!r}；现有的预设是：{1}。</translation>
    </message>
    <message>
        <source>An experiment has no setting {0!r}; it has: {1}.</source>
        <translation>实验没有设置项 {0!r}；现有的设置项是：{1}。</translation>
    </message>
    <message>
        <source>{0}; see {1} --help.</source>
        <translation>{0}；参见 {1} --help。</translation>
    </message>
    <message>
        <source>--target is missing for {0!r}: which column is to be learned?</source>
        <translation>{0!r} 缺少 --target：要学习哪一列？</translation>
    </message>
    <message>
        <source>--target is for a .csv or .tsv file, and {0!r} is none.</source>
        <translation>--target 用于 .csv 或 .tsv 文件，而 {0!r} 不是。</translation>
    </message>
    <message>
        <source>{0} cannot be given with a session: {1!r} has its own settings.</source>
        <translation>打开会话时不能给出 {0}：{1!r} 有自己的设置。</translation>
    </message>
    <message>
        <source>There is no preset or data set {0!r}; presets: {1}; data sets: {2}; or the name of a .csv, .tsv or .bpviz file.</source>
        <translation>没有预设或数据集 {0!r}；预设有：{1}；数据集有：{2}；也可以是 .csv、.tsv 或 .bpviz 文件名。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a list of layer sizes, such as 8,4.</source>
        <translation>{0} 为 {1!r}；必须是各层大小的列表，例如 8,4。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be names with their numbers, such as momentum=0.8,nesterov=1.</source>
        <translation>{0} 为 {1!r}；必须是名称及其数值，例如 momentum=0.8,nesterov=1。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be true or false.</source>
        <translation>{0} 为 {1!r}；必须为真或假。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number, or none.</source>
        <translation>{0} 为 {1!r}；必须是整数，或 none。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number.</source>
        <translation>{0} 为 {1!r}；必须是整数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a number, such as 0.01.</source>
        <translation>{0} 为 {1!r}；必须是数，例如 0.01。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a number, such as 0.5, or none.</source>
        <translation>{0} 为 {1!r}；必须是数（例如 0.5）或 none。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a number of rows, or a share from 0 to below 1.</source>
        <translation>{0} 为 {1!r}；必须是行数，或从 0 到 1（不含 1）的比例。</translation>
    </message>
    <message>
        <source>dropout is {0}; it must be a share from 0 to below 1.</source>
        <translation>dropout 为 {0}；必须是从 0 到小于 1 的比例。</translation>
    </message>
    <message>
        <source>The loss {0} works on logits, which the architecture {1} does not have: take one of {2}.</source>
        <translation>损失 {0} 作用于 logit，而结构 {1} 没有 logit：请选用 {2} 之一。</translation>
    </message>
    <message>
        <source>The architecture {0} has no {1}: switch it off ({1} {2}), or choose the architecture feedforward.</source>
        <translation>结构 {0} 没有 {1}：请将其关闭（{1} {2}），或选择结构 feedforward。</translation>
    </message>
    <message>
        <source>update_loss is {0!r}, which is no other convention of {1!r}: the two must differ by a factor only.</source>
        <translation>update_loss 为 {0!r}，它不是 {1!r} 的另一种约定：两者只能相差一个系数。</translation>
    </message>
    <message>
        <source>hidden is {0!r}; it must be a list of layer sizes, such as 8,4.</source>
        <translation>hidden 为 {0!r}；必须是各层大小的列表，例如 8,4。</translation>
    </message>
    <message>
        <source>hidden has {0} layers; at most {1} are possible.</source>
        <translation>hidden 有 {0} 层；最多只能有 {1} 层。</translation>
    </message>
    <message>
        <source>a hidden layer&apos;s size is {0!r}; it must be a whole number from {1} to {2}.</source>
        <translation>某个隐藏层的大小为 {0!r}；必须是 {1} 到 {2} 之间的整数。</translation>
    </message>
    <message>
        <source>activation has {0} keys for {1} layers (hidden and output); give one key, or one for each of the {1} layers.</source>
        <translation>activation 给出了 {0} 个名称，而网络有 {1} 层（隐藏层和输出层）；请给出一个名称，或为 {1} 层各给一个。</translation>
    </message>
    <message>
        <source>{0} needs the output activation {1}, not {2}.</source>
        <translation>{0} 要求输出层激活函数为 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <source>The layer {0} ({1}) cannot be debugged; possible are Linear layers, BatchNorm1d and Dropout with PyTorch&apos;s defaults, and one activation for each: {2}.</source>
        <translation>层 {0}（{1}）无法调试；支持的有 Linear 层、采用 PyTorch 默认设置的 BatchNorm1d 和 Dropout，以及每层一个激活函数：{2}。</translation>
    </message>
    <message>
        <source>y must be (rows,) or (rows, outputs).</source>
        <translation>y 必须为（行数，）或（行数，输出数）。</translation>
    </message>
    <message>
        <source>{0} needs a net that ends with {1}; this one ends with {2}.</source>
        <translation>{0} 要求网络以 {1} 结尾；而此网络以 {2} 结尾。</translation>
    </message>
    <message>
        <source>softmax works as the output activation only, not in a hidden layer.</source>
        <translation>softmax 只能用作输出层激活函数，不能用于隐藏层。</translation>
    </message>
    <message>
        <source>Some Linear layers have a bias and others none; give all of them one, or none.</source>
        <translation>有些 Linear 层有偏置，有些没有；请让所有层都有，或都没有。</translation>
    </message>
    <message>
        <source>x has the shape {0} and y {1} rows; the net takes (rows, {2}).</source>
        <translation>x 的形状为 {0}，y 有 {1} 行；网络接受（行数，{2}）。</translation>
    </message>
    <message>
        <source>{0} with reduction=&apos;sum&apos; adds up outputs too, which is not possible here with more than one.</source>
        <translation>{0} 在 reduction=&apos;sum&apos; 时也对各输出求和，而这里输出多于一个时不支持。</translation>
    </message>
    <message>
        <source>The loss is {0}.</source>
        <translation>损失为 {0}。</translation>
    </message>
    <message>
        <source>PyTorch&apos;s softplus is z itself from z = 20 on, where the two differ by 2e-9.</source>
        <translation>PyTorch 的 softplus 从 z = 20 起直接取 z，两者相差 2e-9。</translation>
    </message>
    <message>
        <source>PyTorch&apos;s gradient of Hardsigmoid is of single precision: 2e-9 of it may differ.</source>
        <translation>PyTorch 的 Hardsigmoid 梯度是单精度的：可能相差其 2e-9。</translation>
    </message>
    <message>
        <source>Dropout leaves out other activations here than PyTorch does, with the same share.</source>
        <translation>这里的 dropout 舍弃的激活与 PyTorch 不同，但比例相同。</translation>
    </message>
    <message>
        <source>The model is in eval mode; here batch normalization and dropout work as in training.</source>
        <translation>模型处于 eval 模式；这里的批归一化和 dropout 按训练时的方式工作。</translation>
    </message>
    <message>
        <source>Layers that are frozen in the model are trained here.</source>
        <translation>模型中被冻结的层在这里也会训练。</translation>
    </message>
    <message>
        <source>The layer {0} shares its weights with another; here each has its own.</source>
        <translation>层 {0} 与另一层共用权重；这里每层都有自己的权重。</translation>
    </message>
    <message>
        <source>The net has no Linear layer.</source>
        <translation>网络没有 Linear 层。</translation>
    </message>
    <message>
        <source>BatchNorm1d and Dropout must come after each hidden Linear layer alike, and not after the last one.</source>
        <translation>BatchNorm1d 和 Dropout 必须一致地出现在每个隐藏的 Linear 层之后，且不能在最后一层之后。</translation>
    </message>
    <message>
        <source>The loss {0} has no counterpart here; possible without weights are: {1}.</source>
        <translation>损失 {0} 在这里没有对应的损失；不带权重时支持：{1}。</translation>
    </message>
    <message>
        <source>The net ends with {0}, so that its loss cannot be guessed; give one, such as nn.MSELoss().</source>
        <translation>网络以 {0} 结尾，因此无法推断其损失；请给出损失，例如 nn.MSELoss()。</translation>
    </message>
    <message>
        <source>y must hold the numbers of classes, 0 to {0}.</source>
        <translation>y 必须是类别的编号，0 到 {0}。</translation>
    </message>
    <message>
        <source>y has {0} columns; the net has {1} outputs.</source>
        <translation>y 有 {0} 列；而网络有 {1} 个输出。</translation>
    </message>
    <message>
        <source>y holds numbers that are not finite.</source>
        <translation>y 中含有非有限的数。</translation>
    </message>
    <message>
        <source>batch_norm needs at least 2 rows in each batch; of {0} rows in batches of {1} one would be alone: choose another batch_size.</source>
        <translation>batch_norm 要求每批至少 2 行；{0} 行按每批 {1} 行分，会有一行单独成批：请选择另一个 batch_size。</translation>
    </message>
    <message>
        <source>class_weight needs classes: targets of 0 or 1, or one column for each class with one 1 a row.</source>
        <translation>class_weight 需要类别：目标为 0 或 1，或每个类别一列且每行恰有一个 1。</translation>
    </message>
    <message>
        <source>{0} needs one target column for each class, with a sum of 1 in each row; these data have {1}: use binary_cross_entropy for two classes in one column, or mse for numbers.</source>
        <translation>{0} 要求每个类别有一个目标列，且每行之和为 1；这些数据有 {1} 列：一列表示两个类别时请用 binary_cross_entropy，目标为数值时请用 mse。</translation>
    </message>
    <message>
        <source>{0} needs targets of 0 or 1; these data have others, such as {1:g}: use mse or huber for numbers.</source>
        <translation>{0} 要求目标为 0 或 1；这些数据中有其他值，例如 {1:g}：目标为数值时请用 mse 或 huber。</translation>
    </message>
    <message>
        <source>{0} needs targets from 0 to 1; these data reach from {1:g} to {2:g}.</source>
        <translation>{0} 要求目标值在 0 到 1 之间；这些数据的范围是 {1:g} 到 {2:g}。</translation>
    </message>
    <message>
        <source>The net {0} has {1:,} parameters; at most {2:,} are possible.</source>
        <translation>网络 {0} 有 {1:,} 个参数；最多只能有 {2:,} 个。</translation>
    </message>
    <message>
        <source>init_scale is {0!r}, which makes the first weights infinite; try 1.</source>
        <translation>init_scale 为 {0!r}，会使初始权重变为无穷大；请试试 1。</translation>
    </message>
    <message>
        <source>x has the shape {0}; it must be (rows, {1}).</source>
        <translation>x 的形状为 {0}；必须为（行数，{1}）。</translation>
    </message>
    <message>
        <source>Parameters can be set between two iterations only; finish this one with step().</source>
        <translation>只能在两次迭代之间设置参数；请先用 step() 完成本次迭代。</translation>
    </message>
    <message>
        <source>There is no parameter {0!r}; there are: {1}.</source>
        <translation>没有参数 {0!r}；现有的参数是：{1}。</translation>
    </message>
    <message>
        <source>The answer depends on the start: from another one unit {0} settles at {2:.6g}, not at {1:.6g}; the gradient is that of the fixed point that this start leads to.</source>
        <translation>结果取决于初值：从另一组初值出发，神经元 {0} 稳定在 {2:.6g}，而不是 {1:.6g}；所得梯度属于这组初值所到达的不动点。</translation>
    </message>
    <message>
        <source>I has the shape {0}; it must be one number for each of 1 to {1} units.</source>
        <translation>I 的形状为 {0}；必须给 1 到 {1} 个神经元各一个数。</translation>
    </message>
    <message>
        <source>{0} has the shape {1}; it must be {2}.</source>
        <translation>{0} 的形状为 {1}；必须为 {2}。</translation>
    </message>
    <message>
        <source>Weights, inputs, targets and start must be finite numbers.</source>
        <translation>权重、输入、目标和初值都必须是有限的数。</translation>
    </message>
    <message>
        <source>target is {0!r}; it must be numbers by unit, such as {1}.</source>
        <translation>target 为 {0!r}；必须按神经元给出数，例如 {1}。</translation>
    </message>
    <message>
        <source>There is no unit {0!r} to have a target; units are 0 to {1}.</source>
        <translation>没有可设目标的神经元 {0!r}；神经元为 0 到 {1}。</translation>
    </message>
    <message>
        <source>A unit&apos;s target must be one number.</source>
        <translation>一个神经元的目标必须是一个数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; there are: {2}.</source>
        <translation>{0} 为 {1!r}；可选的有：{2}。</translation>
    </message>
    <message>
        <source>No unit has a target; give at least one, such as {0}.</source>
        <translation>没有任何神经元有目标；请至少给出一个，例如 {0}。</translation>
    </message>
    <message>
        <source>dt is {0!r}; it must be above 0 and at most 1.</source>
        <translation>dt 为 {0!r}；必须大于 0 且不超过 1。</translation>
    </message>
    <message>
        <source>There is no gradient: {0} is beyond all numbers.</source>
        <translation>没有梯度：{0} 超出了数的范围。</translation>
    </message>
    <message>
        <source>{0} holds a value that is not finite; every weight must be a finite number.</source>
        <translation>{0} 中含有非有限值；每个权重都必须是有限的数。</translation>
    </message>
    <message>
        <source>A state can be taken between two iterations only; finish this one with step().</source>
        <translation>只能在两次迭代之间取得状态；请先用 step() 完成本次迭代。</translation>
    </message>
    <message>
        <source>This is the beginning of the run; there is no op to take back.</source>
        <translation>这是运行的开头；没有可撤回的运算。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number of 0 or more.</source>
        <translation>{0} 为 {1!r}；必须是不小于 0 的整数。</translation>
    </message>
    <message>
        <source>op is {0}; an iteration has the places 0 to {1}.</source>
        <translation>op 为 {0}；一次迭代的位置为 0 到 {1}。</translation>
    </message>
    <message>
        <source>iteration is {0}; what is recorded begins at iteration {1}.</source>
        <translation>iteration 为 {0}；记录从第 {1} 次迭代开始。</translation>
    </message>
    <message>
        <source>{0} has no entry {1}; its shape is {2}.</source>
        <translation>{0} 没有元素 {1}；它的形状为 {2}。</translation>
    </message>
    <message>
        <source>{0}{1} cannot be {2!r}; it must be a finite number.</source>
        <translation>{0}{1} 不能为 {2!r}；必须是有限的数。</translation>
    </message>
    <message>
        <source>The state holds {0} numbers; this network and optimizer have {1}.</source>
        <translation>该状态含有 {0} 个数；而此网络和优化器有 {1} 个。</translation>
    </message>
    <message>
        <source>test_size is {0!r}; it must be a number of rows or a share from 0 to below 1.</source>
        <translation>test_size 为 {0!r}；必须是行数，或从 0 到小于 1 的比例。</translation>
    </message>
    <message>
        <source>test_size is {0!r}; a share must be below 1 (a number of rows is a whole number).</source>
        <translation>test_size 为 {0!r}；比例必须小于 1（行数为整数）。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number from 0 to {2:,}.</source>
        <translation>{0} 为 {1!r}；必须是 0 到 {2:,} 之间的整数。</translation>
    </message>
    <message>
        <source>Iteration {0} is never reached: {1} is not finite in iteration {2}.</source>
        <translation>永远到不了第 {0} 次迭代：{1} 在第 {2} 次迭代中出现非有限值。</translation>
    </message>
    <message>
        <source>There is no catalogue {0!r}; there are: {1}.</source>
        <translation>没有目录 {0!r}；现有的目录是：{1}。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be one of: {2}.</source>
        <translation>{0} 为 {1!r}；必须是以下之一：{2}。</translation>
    </message>
    <message>
        <source>The file {0!r} must end in {1}.</source>
        <translation>文件 {0!r} 的扩展名必须是 {1}。</translation>
    </message>
    <message>
        <source>The folder {0!r} does not exist or cannot be written to; choose another.</source>
        <translation>文件夹 {0!r} 不存在或无法写入；请另选。</translation>
    </message>
    <message>
        <source>Qt cannot start ({0}); on Debian or Ubuntu: apt-get install --no-install-recommends {1}</source>
        <translation>Qt 无法启动（{0}）；在 Debian 或 Ubuntu 上请运行：apt-get install --no-install-recommends {1}</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a list of some of: {2}.</source>
        <translation>{0} 为 {1!r}；必须是列表，其元素取自：{2}。</translation>
    </message>
    <message>
        <source>{0} has {1} twice.</source>
        <translation>{0} 中 {1} 出现了两次。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number from {2} to {3}.</source>
        <translation>{0} 为 {1!r}；必须是 {2} 到 {3} 之间的整数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a finite number above 0.</source>
        <translation>{0} 为 {1!r}；必须是大于 0 的有限数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a finite number of 0 or more.</source>
        <translation>{0} 为 {1!r}；必须是不小于 0 的有限数。</translation>
    </message>
    <message>
        <source>An error that nobody foresaw came up with the file {0!r}.</source>
        <translation>文件 {0!r} 出现了意料之外的错误。</translation>
    </message>
    <message>
        <source>The iteration is {0:g}; it must be a whole number from 0.</source>
        <translation>迭代为 {0:g}；必须是从 0 开始的整数。</translation>
    </message>
    <message>
        <source>There is no tensor {0!r} in this program.</source>
        <translation>这个程序中没有张量 {0!r}。</translation>
    </message>
    <message>
        <source>{0} has the shape {1}; there is no entry {2}.</source>
        <translation>{0} 的形状为 {1}；没有元素 {2}。</translation>
    </message>
    <message>
        <source>There is no condition {0!r}; there are: {1}.</source>
        <translation>没有条件 {0!r}；现有的条件是：{1}。</translation>
    </message>
    <message>
        <source>There is no training row {0}; they count from 0 to {1}.</source>
        <translation>没有训练行 {0}；训练行从 0 数到 {1}。</translation>
    </message>
    <message>
        <source>These data have no classes, so none can be right or wrong.</source>
        <translation>这些数据没有类别，因此无所谓分类的对错。</translation>
    </message>
    <message>
        <source>This net has no tensor that this breakpoint could be about.</source>
        <translation>此网络没有这个断点可用的张量。</translation>
    </message>
    <message>
        <source>This net has no {0!r} that this breakpoint could be about; it has: {1}.</source>
        <translation>此网络没有这个断点可用的 {0!r}；现有：{1}。</translation>
    </message>
    <message>
        <source>Which entry of {0} is meant? Give its indices, such as {1}.</source>
        <translation>指的是 {0} 的哪个元素？请给出下标，例如 {1}。</translation>
    </message>
    <message>
        <source>An entry can be given for a named tensor only.</source>
        <translation>只有指明了张量，才能给出元素。</translation>
    </message>
    <message>
        <source>{0} has no entry {1}; its indices count from 0 to {2}.</source>
        <translation>{0} 没有元素 {1}；它的下标从 0 数到 {2}。</translation>
    </message>
    <message>
        <source>The bound is {0}; it must be a number from 0 to {1:g}.</source>
        <translation>界限为 {0}；必须是 0 到 {1:g} 之间的数。</translation>
    </message>
    <message>
        <source>The bound is {0}; it must be a number of 0 or more.</source>
        <translation>界限为 {0}；必须是不小于 0 的数。</translation>
    </message>
    <message>
        <source>The file is no bpviz session, or it is damaged.</source>
        <translation>该文件不是 bpviz 会话，或已损坏。</translation>
    </message>
    <message>
        <source>The file cannot be opened: its array {0} is damaged or of an unknown kind.</source>
        <translation>文件无法打开：其中的数组 {0} 已损坏，或类型未知。</translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json is not valid JSON.</source>
        <translation>文件无法打开：其中的 session.json 不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json is nested too deeply.</source>
        <translation>文件无法打开：其中的 session.json 嵌套过深。</translation>
    </message>
    <message>
        <source>The file cannot be opened: its member {0!r} is unknown, double or encrypted.</source>
        <translation>文件无法打开：其中的成员 {0!r} 未知、重复或已加密。</translation>
    </message>
    <message>
        <source>The session takes {0:,} bytes; a file can have {1:,} at most.</source>
        <translation>会话需要 {0:,} 字节；文件最多只能有 {1:,} 字节。</translation>
    </message>
    <message>
        <source>The file cannot be opened: it holds {0:,} bytes, and at most {1:,} are possible.</source>
        <translation>文件无法打开：它有 {0:,} 字节，而最多只能有 {1:,} 字节。</translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json holds {0}, which is not finite.</source>
        <translation>文件无法打开：其中的 session.json 含有 {0}，它不是有限的数。</translation>
    </message>
    <message>
        <source>A table cannot be read with {0} {1!r}; choose another.</source>
        <translation>不能用 {0} {1!r} 读取表格；请另选。</translation>
    </message>
    <message>
        <source>Row {0}, column {1} ({2}): {3!r} is no number.</source>
        <translation>第 {0} 行第 {1} 列（{2}）：{3!r} 不是数。</translation>
    </message>
    <message>
        <source>Row {0}, column {1} ({2}): {3!r} is too large for a number.</source>
        <translation>第 {0} 行第 {1} 列（{2}）：{3!r} 太大，不能作为数。</translation>
    </message>
    <message>
        <source>Row {0}, column {1} ({2}): {3!r} is no number, nor can {4:,} more of its cells be taken for one.</source>
        <translation>第 {0} 行第 {1} 列（{2}）：{3!r} 不是数，该列另有 {4:,} 个单元格也不能作为数。</translation>
    </message>
    <message>
        <source>Row {0}, column {1} ({2}): {3!r} is too large for a number, nor can {4:,} more of its cells be taken for one.</source>
        <translation>第 {0} 行第 {1} 列（{2}）：{3!r} 太大，不能作为数，该列另有 {4:,} 个单元格也不能作为数。</translation>
    </message>
    <message>
        <source>Reading the table was stopped.</source>
        <translation>已停止读取表格。</translation>
    </message>
    <message>
        <source>{0} has no value in any row.</source>
        <translation>{0} 在任何一行都没有值。</translation>
    </message>
    <message>
        <source>{0} has one value only: {1}.</source>
        <translation>{0} 只有一个值：{1}。</translation>
    </message>
    <message>
        <source>{0} counts the rows.</source>
        <translation>{0} 是行号。</translation>
    </message>
    <message>
        <source>{0} has {1:,} different texts in {2:,} rows: too many to be categories.</source>
        <translation>{0} 在 {2:,} 行中有 {1:,} 种不同的文字：太多，不能作为类别。</translation>
    </message>
    <message>
        <source>{0} holds numbers with the sign {1}, such as {2!r}: take the sign out of the file to learn from them.</source>
        <translation>{0} 中是带符号 {1} 的数，例如 {2!r}；要用它们学习，请在文件中去掉该符号。</translation>
    </message>
    <message>
        <source>Row {0} holds a NUL character; all of these were left out.</source>
        <translation>第 {0} 行含有 NUL 字符；这些字符都已去掉。</translation>
    </message>
    <message>
        <source>The table has {0:,} columns; at most {1:,} are possible: see the delimiter.</source>
        <translation>表格有 {0:,} 列；最多只能有 {1:,} 列：请检查分隔符。</translation>
    </message>
    <message>
        <source>Row {0}, column {1}: another column is named {2!r} too; here it is {3!r}.</source>
        <translation>第 {0} 行第 {1} 列：另有一列的名称也是 {2!r}；此处改为 {3!r}。</translation>
    </message>
    <message>
        <source>Row {0}, column {1} has no name; here it is {2!r}.</source>
        <translation>第 {0} 行第 {1} 列没有名称；此处命名为 {2!r}。</translation>
    </message>
    <message>
        <source>Row {0} has {1} cells for {2} columns; it was left out.</source>
        <translation>第 {0} 行有 {1} 个单元格，而共有 {2} 列；该行已略去。</translation>
    </message>
    <message>
        <source>Row {0} ends after {1} of {2} columns; the rest is taken as empty.</source>
        <translation>第 {0} 行只有 {2} 列中的前 {1} 列；其余视为空。</translation>
    </message>
    <message>
        <source>The file is not written in {0}: see row {1}; choose another encoding.</source>
        <translation>文件的编码不是 {0}：见第 {1} 行；请选择另一种编码。</translation>
    </message>
    <message>
        <source>There is no encoding {0!r}; try utf-8.</source>
        <translation>没有编码 {0!r}；请试用 utf-8。</translation>
    </message>
    <message>
        <source>The file {0!r} cannot be read: {1}.</source>
        <translation>文件 {0!r} 无法读取：{1}。</translation>
    </message>
    <message>
        <source>The table has {0:,} bytes; at most {1:,} are possible.</source>
        <translation>表格有 {0:,} 字节；最多只能有 {1:,} 字节。</translation>
    </message>
    <message>
        <source>This is a file of the kind .{0}, not text; save it as .csv first.</source>
        <translation>这是 .{0} 类型的文件，不是文本；请先另存为 .csv。</translation>
    </message>
    <message>
        <source>The file {0!r} cannot be written: {1}; choose another place.</source>
        <translation>文件 {0!r} 无法写入：{1}；请选择其他位置。</translation>
    </message>
    <message>
        <source>{0} is not computed yet.</source>
        <translation>{0} 尚未计算。</translation>
    </message>
    <message>
        <source>The result has the shape {0}; it must be one number: use any(…), all(…), max(…) or an index.</source>
        <translation>结果的形状为 {0}；必须是一个数：请用 any(…)、all(…)、max(…) 或下标。</translation>
    </message>
    <message>
        <source>The expression is empty; write a condition such as max(abs(dW1)) &lt; 1e-6.</source>
        <translation>表达式是空的；请写一个条件，例如 max(abs(dW1)) &lt; 1e-6。</translation>
    </message>
    <message>
        <source>The expression has {0} characters; at most {1} are possible.</source>
        <translation>表达式有 {0} 个字符；最多只能有 {1} 个。</translation>
    </message>
    <message>
        <source>At column {0}: there is no tensor {1}; did you mean {2}?</source>
        <translation>第 {0} 列：没有张量 {1}；是不是 {2}？</translation>
    </message>
    <message>
        <source>At column {0}: there is no tensor {1}; there are: {2}.</source>
        <translation>第 {0} 列：没有张量 {1}；现有的张量是：{2}。</translation>
    </message>
    <message>
        <source>At column {0}: this bracket closes nothing.</source>
        <translation>第 {0} 列：这个右括号没有对应的左括号。</translation>
    </message>
    <message>
        <source>At column {0}: this bracket is never closed.</source>
        <translation>第 {0} 列：这个括号没有闭合。</translation>
    </message>
    <message>
        <source>At column {0}: two values are compared with ==, not with =.</source>
        <translation>第 {0} 列：比较两个值用 ==，而不是 =。</translation>
    </message>
    <message>
        <source>At column {0}: {1} has no meaning here; write and, or, not.</source>
        <translation>第 {0} 列：{1} 在这里没有意义；请写 and、or、not。</translation>
    </message>
    <message>
        <source>At column {0}: a power is written **, not ^.</source>
        <translation>第 {0} 列：乘方写作 **，而不是 ^。</translation>
    </message>
    <message>
        <source>At column {0}: nothing can follow a dot; write max(W1), not W1.max().</source>
        <translation>第 {0} 列：点号后不能有内容；请写 max(W1)，而不是 W1.max()。</translation>
    </message>
    <message>
        <source>At column {0}: this is no number; write one such as 0.5 or 1e-6.</source>
        <translation>第 {0} 列：这不是数；请写成例如 0.5 或 1e-6。</translation>
    </message>
    <message>
        <source>At column {0}: {1} has no meaning here.</source>
        <translation>第 {0} 列：{1} 在这里没有意义。</translation>
    </message>
    <message>
        <source>At column {0}: the expression cannot be understood; write one such as max(abs(dW1)) &lt; 1e-6.</source>
        <translation>第 {0} 列：无法理解这个表达式；请写成例如 max(abs(dW1)) &lt; 1e-6。</translation>
    </message>
    <message>
        <source>At column {0}: the parts lie too deep in each other; at most {1} levels are possible.</source>
        <translation>第 {0} 列：嵌套过深；最多只能有 {1} 层。</translation>
    </message>
    <message>
        <source>At column {0}: {1} needs a value in brackets, such as {1}(dW1).</source>
        <translation>第 {0} 列：{1} 的括号中需要一个值，例如 {1}(dW1)。</translation>
    </message>
    <message>
        <source>At column {0}: there are several values; a decimal number is written with a point.</source>
        <translation>第 {0} 列：这里有多个值；小数要用小数点。</translation>
    </message>
    <message>
        <source>At column {0}: {1} is no function; there are: {2}.</source>
        <translation>第 {0} 列：{1} 不是函数；现有的函数是：{2}。</translation>
    </message>
    <message>
        <source>At column {0}: {1} takes one value.</source>
        <translation>第 {0} 列：{1} 只接受一个值。</translation>
    </message>
    <message>
        <source>At column {0}: an index must be a whole number or a slice, such as W1[3,2] or dW1[:,0].</source>
        <translation>第 {0} 列：下标必须是整数或切片，例如 W1[3,2] 或 dW1[:,0]。</translation>
    </message>
    <message>
        <source>The edits of this run take {0:,} bytes, which is all that they may take.</source>
        <translation>此次运行的改动已占 {0:,} 字节，达到了上限。</translation>
    </message>
    <message>
        <source>The state is of iteration {0}; the recorded run has {1} to {2}.</source>
        <translation>该状态属于第 {0} 次迭代；记录的运行为第 {1} 到第 {2} 次。</translation>
    </message>
    <message>
        <source>At column {0}: and, or, not need one truth value, not a tensor of shape {1}: use any(…) or all(…).</source>
        <translation>第 {0} 列：and、or、not 需要一个真假值，而不是形状为 {1} 的张量：请用 any(…) 或 all(…)。</translation>
    </message>
    <message>
        <source>At column {0}: this index is outside of a tensor of shape {1}.</source>
        <translation>第 {0} 列：这个下标超出了形状为 {1} 的张量。</translation>
    </message>
    <message>
        <source>At column {0}: this slice of a tensor is empty.</source>
        <translation>第 {0} 列：张量的这个切片是空的。</translation>
    </message>
    <message>
        <source>At column {0}: the shapes {1} and {2} do not go together.</source>
        <translation>第 {0} 列：形状 {1} 和 {2} 不匹配。</translation>
    </message>
    <message>
        <source>At column {0}: this would be too large to be tested in every iteration.</source>
        <translation>第 {0} 列：它太大，无法在每次迭代中检查。</translation>
    </message>
    <message>
        <source>The run&apos;s data and weights are {0:,} numbers; a script can hold {1:,} at most.</source>
        <translation>此次运行的数据和权重共有 {0:,} 个数；脚本最多只能放 {1:,} 个。</translation>
    </message>
    <message>
        <source>The session cannot be opened: its {0} is damaged.</source>
        <translation>会话无法打开：其中的 {0} 已损坏。</translation>
    </message>
    <message>
        <source>The session is of format {0}, and this version of bpviz reads format {1}; update it.</source>
        <translation>会话的格式为 {0}，而此版本的 bpviz 读取格式 {1}；请更新 bpviz。</translation>
    </message>
    <message>
        <source>The session was made with other data than {0!r} has now: the fingerprints differ.</source>
        <translation>会话所用的数据与 {0!r} 现在的数据不同：指纹不一致。</translation>
    </message>
    <message>
        <source>There is no tensor {0!r}; there are: {1}.</source>
        <translation>没有张量 {0!r}；现有的张量是：{1}。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be numbers by name, such as momentum=0.9.</source>
        <translation>{0} 为 {1!r}；必须是按名称给出的数，例如 momentum=0.9。</translation>
    </message>
    <message>
        <source>{0} has {1!r}, which {2} does not take; it takes: {3}.</source>
        <translation>{0} 中有 {1!r}，{2} 不接受；它接受：{3}。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number from {2:g} to {3:g}.</source>
        <translation>{0} 为 {1!r}；必须是 {2:g} 到 {3:g} 之间的整数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a number from {2:g} to {3:g}.</source>
        <translation>{0} 为 {1!r}；必须是 {2:g} 到 {3:g} 之间的数。</translation>
    </message>
    <message>
        <source>There is nothing in this table: no row has a cell with content.</source>
        <translation>这个表格是空的：没有任何一行有内容。</translation>
    </message>
    <message>
        <source>Row {0} has a cell of more than {1:,} characters; most likely a quote is never closed: choose another quote character than {2}, or none.</source>
        <translation>第 {0} 行有一个单元格超过 {1:,} 个字符，很可能是引号没有闭合；请选择 {2} 以外的引号字符，或不用引号。</translation>
    </message>
    <message>
        <source>Row {0} opens a quote that is never closed; choose another quote character than {1}, or none.</source>
        <translation>第 {0} 行的引号没有闭合；请选择 {1} 以外的引号字符，或不用引号。</translation>
    </message>
    <message>
        <source>An Elman net has one hidden layer; hidden has {0}: give one, such as 8.</source>
        <translation>Elman 网络只有一个隐藏层；hidden 给出了 {0} 个：请只给一个，例如 8。</translation>
    </message>
    <message>
        <source>The sequences have {0} time steps; an Elman net takes {1} at most.</source>
        <translation>序列有 {0} 个时间步；Elman 网络最多接受 {1} 个。</translation>
    </message>
    <message>
        <source>{0} time steps times {1:,} parameters are {2:,}; at most {3:,} are possible.</source>
        <translation>{0} 个时间步乘以 {1:,} 个参数为 {2:,}；最多只能有 {3:,}。</translation>
    </message>
    <message>
        <source>truncate is {0} for {1} time steps; it must be at most {2} there, or 0 for the whole sequence.</source>
        <translation>truncate 为 {0}，而时间步有 {1} 个；此时最多为 {2}，或用 0 表示整个序列。</translation>
    </message>
    <message>
        <source>All units of a fixed-point net have the same activation; here are {0}: give one key alone.</source>
        <translation>不动点网络的所有神经元使用同一个激活函数；这里有 {0} 个：请只给一个名称。</translation>
    </message>
    <message>
        <source>{0} mixes the units of a layer, which the units of a fixed-point net do not have: take another.</source>
        <translation>{0} 会混合一层中的神经元，而不动点网络没有层：请另选一个。</translation>
    </message>
    <message>
        <source>The fixed-point net has {0} units (inputs, hidden units and outputs); at most {1} are possible.</source>
        <translation>不动点网络有 {0} 个神经元（输入、隐藏和输出）；最多只能有 {1} 个。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state still moves by {1:.3g}, which is rounding alone; the threshold {2:g} is too small: take a larger one, such as 1e-12.</source>
        <translation>没有梯度：{0} 遍之后状态仍变化 {1:.3g}，这只是舍入误差；阈值 {2:g} 太小：请取大一些的，例如 1e-12。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}; about {3} sweeps (max_sweeps) would do here, or a larger threshold than {2:g}.</source>
        <translation>没有梯度：{0} 遍之后状态尚未稳定，仍变化 {1:.3g}；此处约 {3} 遍（max_sweeps）即可，或取大于 {2:g} 的阈值。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}, and it would take about {3} of them; take smaller weights, a larger threshold than {2:g}, or in continuous time a larger dt.</source>
        <translation>没有梯度：{0} 遍之后状态尚未稳定，仍变化 {1:.3g}，大约需要 {3} 遍；请减小权重，取大于 {2:g} 的阈值，或在连续时间下增大 dt。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}; allow more sweeps (max_sweeps).</source>
        <translation>没有梯度：{0} 遍之后状态尚未稳定，仍变化 {1:.3g}；请允许更多遍（max_sweeps）。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}, which is rounding alone; the threshold {2:g} is too small: take a larger one, such as 1e-12.</source>
        <translation>没有梯度：{0} 遍之后伴随量仍变化 {1:.3g}，这只是舍入误差；阈值 {2:g} 太小：请取大一些的，例如 1e-12。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}; about {3} sweeps (max_sweeps) would do here, or a larger threshold than {2:g}.</source>
        <translation>没有梯度：{0} 遍之后伴随量仍变化 {1:.3g}；此处约 {3} 遍（max_sweeps）即可，或取大于 {2:g} 的阈值。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}, and it would take about {3} of them; take smaller weights, a larger threshold than {2:g}, or in continuous time a larger dt.</source>
        <translation>没有梯度：{0} 遍之后伴随量仍变化 {1:.3g}，大约需要 {3} 遍；请减小权重，取大于 {2:g} 的阈值，或在连续时间下增大 dt。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}; allow more sweeps (max_sweeps) or take smaller weights.</source>
        <translation>没有梯度：{0} 遍之后伴随量仍变化 {1:.3g}；请允许更多遍（max_sweeps），或减小权重。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g} without coming to rest; take smaller weights, or continuous time with a small dt.</source>
        <translation>没有梯度：{0} 遍之后状态尚未稳定，仍变化 {1:.3g} 而不趋于静止；请减小权重，或使用 dt 较小的连续时间。</translation>
    </message>
    <message>
        <source>There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g} without coming to rest; take smaller weights or a smaller dt.</source>
        <translation>没有梯度：{0} 遍之后状态尚未稳定，仍变化 {1:.3g} 而不趋于静止；请减小权重或减小 dt。</translation>
    </message>
    <message>
        <source>There is no gradient: the state does not settle but jumps between two states (a 2-cycle, unit {0} between {1:.6g} and {2:.6g}); take smaller weights or continuous time.</source>
        <translation>没有梯度：状态没有稳定，而是在两个状态之间跳动（2 周期，神经元 {0} 在 {1:.6g} 和 {2:.6g} 之间）；请减小权重或使用连续时间。</translation>
    </message>
    <message>
        <source>There is no gradient: the state does not settle but jumps between two states (a 2-cycle, unit {0} between {1:.6g} and {2:.6g}); take smaller weights or a smaller dt.</source>
        <translation>没有梯度：状态没有稳定，而是在两个状态之间跳动（2 周期，神经元 {0} 在 {1:.6g} 和 {2:.6g} 之间）；请减小权重或减小 dt。</translation>
    </message>
    <message>
        <source>There is no gradient: the fixed point is unstable, its spectral radius is {0:.6g} and must be below 1; take smaller weights or another start.</source>
        <translation>没有梯度：该不动点不稳定，其谱半径为 {0:.6g}，而必须小于 1；请减小权重或换一组初值。</translation>
    </message>
    <message>
        <source>An error that nobody foresaw came up with this table.</source>
        <translation>这个表格出现了意料之外的错误。</translation>
    </message>
    <message>
        <source>There is no row in this table but the names of its columns.</source>
        <translation>这个表格除列名外没有任何行。</translation>
    </message>
    <message>
        <source>features are made of data with two columns; these data have {0}.</source>
        <translation>features 由两列的数据构造；这些数据有 {0} 列。</translation>
    </message>
    <message>
        <source>features are made of data with two columns, not of sequences.</source>
        <translation>features 由两列的数据构造，不能由序列构造。</translation>
    </message>
    <message>
        <source>There is no table of your own yet; open a .csv or .tsv file first.</source>
        <translation>还没有自有的表格；请先打开 .csv 或 .tsv 文件。</translation>
    </message>
    <message>
        <source>The settings of the table are damaged: {0}.</source>
        <translation>表格的设置已损坏：{0}。</translation>
    </message>
    <message>
        <source>{0} is to be learned by regression, so its kind must be number.</source>
        <translation>{0} 要用回归来学习，因此它的类型必须是数值。</translation>
    </message>
    <message>
        <source>The features make {0:,} inputs ({1} alone {2}); at most {3:,} are possible.</source>
        <translation>这些特征产生 {0:,} 个输入（仅 {1} 就有 {2} 个）；最多只能有 {3:,} 个。</translation>
    </message>
    <message>
        <source>{0} has {1:,} categories; at most {2} are possible.</source>
        <translation>{0} 有 {1:,} 个类别；最多只能有 {2} 个。</translation>
    </message>
    <message>
        <source>{0} has the category {1!r}, which has no place in its order.</source>
        <translation>{0} 有类别 {1!r}，而它的顺序中没有这个类别。</translation>
    </message>
    <message>
        <source>{0} has no value in any row; leave it out.</source>
        <translation>{0} 在任何一行都没有值；请不要使用它。</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} rows were left out: {2} is missing in them.</source>
        <translation>{1:,} 行中略去了 {0:,} 行：其中缺少 {2}。</translation>
    </message>
    <message>
        <source>{0:,} of {1:,} rows were left out for missing values: {2}.</source>
        <translation>{1:,} 行中因缺失值略去了 {0:,} 行：{2}。</translation>
    </message>
    <message>
        <source>Missing values are filled in by the training rows, with the mean or the most frequent category: {0}.</source>
        <translation>缺失值按训练行填补，用均值或最常见的类别：{0}。</translation>
    </message>
    <message>
        <source>Of the table&apos;s {0:,} rows {1} can be used; two or more are needed.</source>
        <translation>表格的 {0:,} 行中有 {1} 行可用；至少需要两行。</translation>
    </message>
    <message>
        <source>The table has no column {0!r}; it has: {1}.</source>
        <translation>表格没有列 {0!r}；现有的列是：{1}。</translation>
    </message>
    <message>
        <source>The column {0!r} is to be ignored, and cannot be used as well.</source>
        <translation>列 {0!r} 要忽略，不能同时又使用它。</translation>
    </message>
    <message>
        <source>{0} is to be learned, so it must not be among the features.</source>
        <translation>{0} 是要学习的目标，因此不能同时作为特征。</translation>
    </message>
    <message>
        <source>No column is to be learned; choose a target.</source>
        <translation>没有要学习的列；请选择一个目标。</translation>
    </message>
    <message>
        <source>There is no column to learn from; choose a feature.</source>
        <translation>没有可供学习的列；请选择一个特征。</translation>
    </message>
    <message>
        <source>A column is named twice in {0}.</source>
        <translation>{0} 中有一列出现了两次。</translation>
    </message>
    <message>
        <source>target_scale is {0!r}; it must be a finite number above 0.</source>
        <translation>target_scale 为 {0!r}；必须是大于 0 的有限数。</translation>
    </message>
    <message>
        <source>Classes are learned from one column, and {0} are chosen: {1}.</source>
        <translation>类别只能由一列学习，而选择了 {0} 列：{1}。</translation>
    </message>
    <message>
        <source>{0} has no value in the training rows; leave it out, or test with fewer.</source>
        <translation>{0} 在训练行中没有值；请不要使用它，或减少测试行。</translation>
    </message>
    <message>
        <source>{0} comes with its own data and settings; give nothing beside it.</source>
        <translation>{0} 自带数据和设置；请不要再给出其他参数。</translation>
    </message>
    <message>
        <source>{0} has not been trained yet; call its fit first.</source>
        <translation>{0} 还没有训练；请先调用它的 fit。</translation>
    </message>
    <message>
        <source>x and y are missing: what does the model learn from?</source>
        <translation>缺少 x 和 y：模型从什么数据学习？</translation>
    </message>
    <message>
        <source>loss is for PyTorch&apos;s nets; {0} has its own.</source>
        <translation>loss 用于 PyTorch 的网络；{0} 有自己的损失。</translation>
    </message>
    <message>
        <source>{0} cannot be debugged; scikit-learn&apos;s MLPClassifier and MLPRegressor and PyTorch&apos;s nn.Sequential can.</source>
        <translation>{0} 无法调试；可以调试的有 scikit-learn 的 MLPClassifier 和 MLPRegressor，以及 PyTorch 的 nn.Sequential。</translation>
    </message>
    <message>
        <source>There is no display to show the window on; start this where there is one.</source>
        <translation>没有可显示窗口的屏幕；请在有屏幕的环境中启动。</translation>
    </message>
    <message>
        <source>A window can be opened from the main thread only.</source>
        <translation>只能从主线程打开窗口。</translation>
    </message>
    <message>
        <source>Qt cannot start: {0}.</source>
        <translation>Qt 无法启动：{0}。</translation>
    </message>
    <message>
        <source>{0} sweeps of {1} units for {2:,} rows are {3:,} numbers to keep; at most {4:,} are possible: take fewer sweeps (max_sweeps), units or rows.</source>
        <translation>{1} 个神经元对 {2:,} 行做 {0} 遍需要保留 {3:,} 个数；最多只能有 {4:,} 个：请减少遍数（max_sweeps）、神经元或行。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number from 1.</source>
        <translation>{0} 为 {1!r}；必须是不小于 1 的整数。</translation>
    </message>
    <message>
        <source>partial_fit does not support early_stopping: each call is one epoch.</source>
        <translation>partial_fit 不支持 early_stopping：每次调用就是一个轮次。</translation>
    </message>
    <message>
        <source>classes is missing: the first call of partial_fit names all classes.</source>
        <translation>缺少 classes：第一次调用 partial_fit 时要给出所有类别。</translation>
    </message>
    <message>
        <source>The classes are {0}; the net that was trained before tells apart: {1}.</source>
        <translation>类别为 {0}；此前训练的网络所区分的类别是：{1}。</translation>
    </message>
    <message>
        <source>The net that was trained before is {0} with {1}; now it is {2} with {3}.</source>
        <translation>此前训练的网络是 {0}，优化器为 {1}；现在是 {2}，优化器为 {3}。</translation>
    </message>
    <message>
        <source>The file {0!r} must end in .py (a script), .ipynb (a notebook), .npz, .safetensors (weights) or .onnx (a net).</source>
        <translation>文件 {0!r} 的扩展名必须是 .py（脚本）、.ipynb（笔记本）、.npz 或 .safetensors（权重）或 .onnx（网络）。</translation>
    </message>
    <message>
        <source>A net of the architecture {0} cannot be written as .onnx; take .npz.</source>
        <translation>结构为 {0} 的网络不能写成 .onnx；请用 .npz。</translation>
    </message>
    <message>
        <source>The activation {0} cannot be written as .onnx; take .npz.</source>
        <translation>激活函数 {0} 不能写成 .onnx；请用 .npz。</translation>
    </message>
    <message>
        <source>The feature {0} cannot be written as .onnx; take .npz.</source>
        <translation>特征 {0} 不能写成 .onnx；请用 .npz。</translation>
    </message>
    <message>
        <source>To write .onnx files the onnx package is needed: pip install &apos;bpviz[onnx]&apos; (or pip install onnx).</source>
        <translation>写 .onnx 文件需要 onnx 软件包：pip install &apos;bpviz[onnx]&apos;（或 pip install onnx）。</translation>
    </message>
    <message>
        <source>The table has no rows yet; type two or more.</source>
        <translation>表格还没有数据行；请键入至少两行。</translation>
    </message>
    <message>
        <source>Column {0} has no name; type one into its first row.</source>
        <translation>第 {0} 列没有名称；请在首行键入名称。</translation>
    </message>
    <message>
        <source>Two columns are named {0!r}; each needs a name of its own.</source>
        <translation>有两列的名称都是 {0!r}；各列的名称必须不同。</translation>
    </message>
    <message>
        <source>The picture cannot be written to {0!r}; choose another place.</source>
        <translation>图片无法写入 {0!r}；请选择其他位置。</translation>
    </message>
    <message>
        <source>dataset cannot be given beside a model: its data are x and y.</source>
        <translation>给出模型时不能再给出 dataset：它的数据就是 x 和 y。</translation>
    </message>
    <message>
        <source>That run is no longer kept.</source>
        <translation>那次运行已不再保留。</translation>
    </message>
    <message>
        <source>The loss is {0!r} here: a gradient check needs a finite one.</source>
        <translation>此处的损失为 {0!r}：梯度检验需要有限的损失。</translation>
    </message>
</context>
<context>
    <name>Experiment</name>
    <message>
        <source>Data</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>The data set that the network learns</source>
        <translation>网络所学习的数据集</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>Units in each hidden layer</source>
        <translation>每个隐藏层的神经元数</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>The function that turns z into a, for all layers or for each</source>
        <translation>把 z 变为 a 的函数，可各层相同，也可每层各选</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The number that training makes smaller</source>
        <translation>训练所要减小的数</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Whether the rows of rare classes count more in the loss than those of frequent ones</source>
        <translation>在损失中，少见类别的行是否比常见类别的行计得更重</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>一律相同</translation>
    </message>
    <message>
        <source>Over rows</source>
        <translation>批内归约</translation>
    </message>
    <message>
        <source>Whether the loss is the mean or the sum over the rows of a batch</source>
        <translation>损失对一批数据的各行取平均还是求和</translation>
    </message>
    <message>
        <source>Update follows</source>
        <translation>更新依据</translation>
    </message>
    <message>
        <source>Another convention of the loss, whose gradient the update follows, as some programs do</source>
        <translation>损失的另一种约定，更新按它的梯度进行，有些程序就是这样做的</translation>
    </message>
    <message>
        <source>the loss itself</source>
        <translation>损失本身</translation>
    </message>
    <message>
        <source>… over rows</source>
        <translation>更新批内归约</translation>
    </message>
    <message>
        <source>Mean or sum over rows in the convention that the update follows</source>
        <translation>更新所依据的约定中，对各行取平均还是求和</translation>
    </message>
    <message>
        <source>Penalty on the sum of |W| (not of biases), added to the loss</source>
        <translation>对 |W| 之和的惩罚（不含偏置），加到损失上</translation>
    </message>
    <message>
        <source>Penalty on half the sum of W² (not of biases), added to the loss</source>
        <translation>对 W² 之和的一半的惩罚（不含偏置），加到损失上</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the gradient becomes a change of the weights</source>
        <translation>梯度如何变为权重的改变</translation>
    </message>
    <message>
        <source>Optimizer options</source>
        <translation>优化器选项</translation>
    </message>
    <message>
        <source>Numbers that the optimizer takes, such as its momentum</source>
        <translation>优化器所用的数，例如动量</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The step size; it may change in the middle of a run</source>
        <translation>步长；可在训练途中更改</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>How the learning rate changes; each iteration is one step of it</source>
        <translation>学习率如何变化；每次迭代为其一步</translation>
    </message>
    <message>
        <source>A run stops after so many epochs without a better test loss (without test rows: training loss)</source>
        <translation>连续这么多个轮次测试损失（没有测试行时为训练损失）没有变好，运行就停止</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Schedule options</source>
        <translation>学习率调度选项</translation>
    </message>
    <message>
        <source>Numbers that the schedule takes, such as its factor</source>
        <translation>学习率调度所用的数，例如倍数</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Iterations in which the learning rate rises in a straight line</source>
        <translation>学习率按直线上升的迭代次数</translation>
    </message>
    <message>
        <source>Clip each gradient</source>
        <translation>逐个裁剪梯度</translation>
    </message>
    <message>
        <source>The update follows no gradient that is larger than this</source>
        <translation>更新所用的梯度不超过此值</translation>
    </message>
    <message>
        <source>no clipping</source>
        <translation>不裁剪</translation>
    </message>
    <message>
        <source>Clip the norm</source>
        <translation>裁剪范数</translation>
    </message>
    <message>
        <source>The norm of all gradients together that the update follows at most</source>
        <translation>更新所用的全部梯度合起来的范数上限</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>… least improvement</source>
        <translation>……最小改进</translation>
    </message>
    <message>
        <source>By how much a loss must be lower to count as better for early stopping</source>
        <translation>损失至少降低多少才算变好（用于提前停止）</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Rows of one iteration; empty: all rows</source>
        <translation>一次迭代所用的行数；留空：全部行</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>What the connections are: forward only, or back in time</source>
        <translation>连接方式：只向前，或沿时间返回</translation>
    </message>
    <message>
        <source>Architecture options</source>
        <translation>结构选项</translation>
    </message>
    <message>
        <source>Numbers that the architecture takes</source>
        <translation>该结构所用的数</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Whether the layers have biases</source>
        <translation>各层是否有偏置</translation>
    </message>
    <message>
        <source>Batch normalization</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Whether each hidden unit&apos;s z is brought to mean 0 and variance 1 over the batch</source>
        <translation>是否把每个隐藏神经元的 z 在批内调整为均值 0、方差 1</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout（随机失活）</translation>
    </message>
    <message>
        <source>Share of the hidden activations that is left out at random in each iteration</source>
        <translation>每次迭代中随机略去的隐藏层激活值的比例</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>初始化方法</translation>
    </message>
    <message>
        <source>How the first weights are drawn</source>
        <translation>初始权重的抽取方式</translation>
    </message>
    <message>
        <source>Initial scale</source>
        <translation>初始缩放</translation>
    </message>
    <message>
        <source>Factor on the first weights</source>
        <translation>初始权重所乘的系数</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1 正则化</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2 正则化</translation>
    </message>
    <message>
        <source>Data options</source>
        <translation>数据选项</translation>
    </message>
    <message>
        <source>Size, noise and the like of the data set</source>
        <translation>数据集的大小、噪声等</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>What is constructed of the two columns of data in the plane, before scaling; none: the columns themselves</source>
        <translation>缩放之前，由平面数据的两列构造出的特征；不选：这两列本身</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>输入缩放</translation>
    </message>
    <message>
        <source>How the inputs are scaled, fitted on the training rows only; empty: as suits the data</source>
        <translation>输入的缩放方式，只按训练行拟合；留空：随数据集而定</translation>
    </message>
    <message>
        <source>as suits the data</source>
        <translation>随数据集而定</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试行</translation>
    </message>
    <message>
        <source>Rows held out for the test set: a number of rows or a share below 1; empty: as suits the data</source>
        <translation>留作测试集的行：行数，或小于 1 的比例；留空：随数据集而定</translation>
    </message>
    <message>
        <source>Stratified</source>
        <translation>分层抽样</translation>
    </message>
    <message>
        <source>Hold out the same share of every class</source>
        <translation>每个类别留出相同的比例</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>划分种子</translation>
    </message>
    <message>
        <source>Seed of the test split; empty: the seed below</source>
        <translation>划分测试集用的随机种子；留空：用下面的随机种子</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>同随机种子</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Fixes the first weights, the split and the order of the batches</source>
        <translation>决定初始权重、测试集划分和各批的顺序</translation>
    </message>
</context>
<context>
    <name>ExperimentView</name>
    <message>
        <source>pasted cells</source>
        <translation>粘贴的单元格</translation>
    </message>
    <message>
        <source>own data: {0} ({1} × {2})</source>
        <translation>自有数据：{0}（{1} × {2}）</translation>
    </message>
    <message>
        <source>{0} is “{1}”; it must be {2}.</source>
        <translation>{0}为“{1}”；应为{2}。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Settings that learn, and the tutorials&apos; own; choosing starts a new run</source>
        <translation>能学会的设置，以及教程原来的设置；选择后开始新的运行</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Show or hide the settings that are rarely changed</source>
        <translation>显示或隐藏很少更改的设置</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一次改动</translation>
    </message>
    <message>
        <source>Redo the change</source>
        <translation>重做改动</translation>
    </message>
    <message>
        <source>Applies at once, in mid-run.</source>
        <translation>立即生效，训练途中也可更改。</translation>
    </message>
    <message>
        <source>A change starts a new run.</source>
        <translation>更改后开始新的运行。</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Net for other programs, raw units in (*.onnx)</source>
        <translation>供其他程序使用的网络，输入为原始单位 (*.onnx)</translation>
    </message>
    <message>
        <source>Weights for NumPy (*.npz)</source>
        <translation>供 NumPy 使用的权重 (*.npz)</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Python script of the run (*.py)</source>
        <translation>此次运行的 Python 脚本 (*.py)</translation>
    </message>
    <message>
        <source>Jupyter notebook of the run (*.ipynb)</source>
        <translation>此次运行的 Jupyter 笔记本 (*.ipynb)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>{0} was written.</source>
        <translation>已写出 {0}。</translation>
    </message>
    <message>
        <source>{0} reproduces {1} iterations.</source>
        <translation>{0} 可重现 {1} 次迭代。</translation>
    </message>
</context>
<context>
    <name>Feature</name>
    <message>
        <source>x1</source>
        <translation>x1</translation>
    </message>
    <message>
        <source>x2</source>
        <translation>x2</translation>
    </message>
    <message>
        <source>x1²</source>
        <translation>x1²</translation>
    </message>
    <message>
        <source>x2²</source>
        <translation>x2²</translation>
    </message>
    <message>
        <source>x1·x2</source>
        <translation>x1·x2</translation>
    </message>
    <message>
        <source>sin(x1)</source>
        <translation>sin(x1)</translation>
    </message>
    <message>
        <source>sin(x2)</source>
        <translation>sin(x2)</translation>
    </message>
    <message>
        <source>cos(x1)</source>
        <translation>cos(x1)</translation>
    </message>
    <message>
        <source>cos(x2)</source>
        <translation>cos(x2)</translation>
    </message>
</context>
<context>
    <name>FeaturesEditor</name>
    <message>
        <source>Only of data with two columns: points in the plane.</source>
        <translation>只适用于两列的数据：平面上的点。</translation>
    </message>
</context>
<context>
    <name>Fetcher</name>
    <message>
        <source>Reading {0}: {1} %</source>
        <translation>正在读取 {0}：{1}%</translation>
    </message>
    <message>
        <source>{0} rows of {1} are learned.</source>
        <translation>正在学习 {1} 中的 {0} 行。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>The run has diverged</source>
        <translation>运行已发散</translation>
    </message>
    <message>
        <source>{1} stops being finite at op {2} of iteration {0}; the state before it is kept.</source>
        <translation>{1} 在第 {0} 次迭代的运算 {2} 处出现非有限值；已保留此前的状态。</translation>
    </message>
    <message>
        <source>Go back before it and watch how the numbers grow; a smaller learning rate or scaled inputs.</source>
        <translation>退到它之前，看数值如何增长；减小学习率或缩放输入。</translation>
    </message>
    <message>
        <source>values that are not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>The net has no gradient</source>
        <translation>网络没有梯度</translation>
    </message>
    <message>
        <source>{1} Iteration {0} is undone; the weights before it are kept.</source>
        <translation>{1}第 {0} 次迭代已撤回；已保留它之前的权重。</translation>
    </message>
    <message>
        <source>Go back before it and see how the state moves from sweep to sweep; a smaller learning rate keeps the weights where the state settles.</source>
        <translation>退到它之前，看状态如何逐遍变化；减小学习率可使权重留在状态能够稳定的范围内。</translation>
    </message>
    <message>
        <source>The gradient vanishes on its way back</source>
        <translation>梯度在反向传播途中消失</translation>
    </message>
    <message>
        <source>{0} has size {1}, {2} has {3}: the first layers hardly learn.</source>
        <translation>{0} 的大小为 {1}，{2} 为 {3}：前面的层几乎学不到东西。</translation>
    </message>
    <message>
        <source>ReLU or tanh for sigmoid, an initializer that suits it, or fewer layers.</source>
        <translation>用 ReLU 或 tanh 代替 sigmoid，用与之相配的初始化方法，或减少层数。</translation>
    </message>
    <message>
        <source>vanishing and exploding gradients</source>
        <translation>梯度消失与梯度爆炸</translation>
    </message>
    <message>
        <source>The gradient explodes on its way back</source>
        <translation>梯度在反向传播途中爆炸</translation>
    </message>
    <message>
        <source>{0} has size {1}, {2} only {3}.</source>
        <translation>{0} 的大小为 {1}，{2} 只有 {3}。</translation>
    </message>
    <message>
        <source>Smaller first weights (initializer, initial scale) or a smaller learning rate.</source>
        <translation>减小初始权重（初始化方法、初始缩放），或减小学习率。</translation>
    </message>
    <message>
        <source>The gradient vanishes on its way back in time</source>
        <translation>梯度在沿时间返回的途中消失</translation>
    </message>
    <message>
        <source>{0} has size {1}, {2} has {3}: the start of a sequence is hardly learned.</source>
        <translation>{0} 的大小为 {1}，{2} 为 {3}：序列的开头几乎学不到。</translation>
    </message>
    <message>
        <source>Shorter sequences, larger first weights, or an orthogonal initializer.</source>
        <translation>缩短序列，增大初始权重，或使用正交初始化。</translation>
    </message>
    <message>
        <source>The gradient explodes on its way back in time</source>
        <translation>梯度在沿时间返回的途中爆炸</translation>
    </message>
    <message>
        <source>Smaller first weights, a smaller learning rate, or a clipped gradient.</source>
        <translation>减小初始权重，减小学习率，或裁剪梯度。</translation>
    </message>
    <message>
        <source>The gradient is very large</source>
        <translation>梯度非常大</translation>
    </message>
    <message>
        <source>The entries of {0} have size {1}.</source>
        <translation>{0} 的元素大小为 {1}。</translation>
    </message>
    <message>
        <source>Scaled inputs and targets, the mean instead of the sum over rows, or a smaller learning rate.</source>
        <translation>缩放输入和目标，批内用平均代替求和，或减小学习率。</translation>
    </message>
    <message>
        <source>Dead units in layer {0}</source>
        <translation>第 {0} 层有死神经元</translation>
    </message>
    <message>
        <source>{1} of {2} units (number {3}) have slope 0 for every training row: their gradient is exactly zero, so they learn nothing more.</source>
        <translation>{2} 个神经元中有 {1} 个（编号 {3}）对每个训练行斜率都为 0：它们的梯度恰好为零，不再学到任何东西。</translation>
    </message>
    <message>
        <source>A smaller learning rate, leaky ReLU, or another initializer.</source>
        <translation>减小学习率，用 Leaky ReLU，或换一种初始化方法。</translation>
    </message>
    <message>
        <source>dead and saturated units</source>
        <translation>死神经元与饱和神经元</translation>
    </message>
    <message>
        <source>Saturated units in layer {0}</source>
        <translation>第 {0} 层有饱和神经元</translation>
    </message>
    <message>
        <source>{1} of {2} units (number {3}) have a slope f&apos;(z) of at most {4} for every training row: hardly any gradient passes through them.</source>
        <translation>{2} 个神经元中有 {1} 个（编号 {3}）对每个训练行斜率 f&apos;(z) 都不超过 {4}：梯度几乎无法通过它们。</translation>
    </message>
    <message>
        <source>Smaller first weights, scaled inputs, or a smaller learning rate.</source>
        <translation>减小初始权重，缩放输入，或减小学习率。</translation>
    </message>
    <message>
        <source>The updates are large</source>
        <translation>更新过大</translation>
    </message>
    <message>
        <source>One update moves {0} by {1} of its own size; about 0.001 is usual.</source>
        <translation>一次更新使 {0} 改变其自身大小的 {1}；通常约为 0.001。</translation>
    </message>
    <message>
        <source>A smaller learning rate.</source>
        <translation>减小学习率。</translation>
    </message>
    <message>
        <source>updates that are too large or too small for the weights</source>
        <translation>相对于权重过大或过小的更新</translation>
    </message>
    <message>
        <source>The updates are tiny, and the loss is still high</source>
        <translation>更新极小，而损失仍然很高</translation>
    </message>
    <message>
        <source>One update moves no weight matrix by more than {0} of its own size; about 0.001 is usual.</source>
        <translation>一次更新使任何权重矩阵的改变都不超过其自身大小的 {0}；通常约为 0.001。</translation>
    </message>
    <message>
        <source>A larger learning rate, or another optimizer.</source>
        <translation>增大学习率，或换一种优化器。</translation>
    </message>
    <message>
        <source>The loss goes up and down</source>
        <translation>损失忽高忽低</translation>
    </message>
    <message>
        <source>In the last 40 epochs it went between {0} and {1} and turned {2} % of the time.</source>
        <translation>最近 40 个轮次中，它在 {0} 与 {1} 之间变动，{2} % 的时候改变方向。</translation>
    </message>
    <message>
        <source>A smaller learning rate; with mini-batches larger ones.</source>
        <translation>减小学习率；用小批时加大批。</translation>
    </message>
    <message>
        <source>a loss that oscillates or stands still</source>
        <translation>振荡或停滞的损失</translation>
    </message>
    <message>
        <source>The loss stands still while it is high</source>
        <translation>损失很高却停滞不前</translation>
    </message>
    <message>
        <source>In {0} iterations it went from {1} to {2}.</source>
        <translation>{0} 次迭代中，它从 {1} 变到 {2}。</translation>
    </message>
    <message>
        <source>More iterations, a larger learning rate, another seed, or more hidden units.</source>
        <translation>增加迭代次数，增大学习率，换随机种子，或增加隐藏神经元。</translation>
    </message>
    <message>
        <source>The inputs are not scaled</source>
        <translation>输入未缩放</translation>
    </message>
    <message>
        <source>{0} goes from {1} to {2}; {3} is the smallest.</source>
        <translation>{0} 的范围是 {1} 到 {2}；{3} 的范围最小。</translation>
    </message>
    <message>
        <source>Scaling: standardize (mean 0, deviation 1).</source>
        <translation>输入缩放：标准化（均值 0，标准差 1）。</translation>
    </message>
    <message>
        <source>inputs that are not scaled</source>
        <translation>未缩放的输入</translation>
    </message>
    <message>
        <source>Units of layer {0} are twins</source>
        <translation>第 {0} 层有相同的神经元</translation>
    </message>
    <message>
        <source>{1} units, such as {2} and {3}, have the same weights before and behind them: every update moves them alike, so they count as one.</source>
        <translation>{1} 个神经元（例如 {2} 和 {3}）前后的权重都相同：每次更新对它们的改变都一样，所以只相当于一个。</translation>
    </message>
    <message>
        <source>An initializer that draws the first weights at random.</source>
        <translation>使用随机抽取初始权重的初始化方法。</translation>
    </message>
    <message>
        <source>units with the same weights</source>
        <translation>权重相同的神经元</translation>
    </message>
    <message>
        <source>A class is never predicted</source>
        <translation>有一个类别从未被预测</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} training rows belong to it, and none is taken for it.</source>
        <translation>{0}：{2} 个训练行中有 {1} 个属于它，却没有一个被判为它。</translation>
    </message>
    <message>
        <source>More iterations, a larger learning rate, or more hidden units.</source>
        <translation>增加迭代次数，增大学习率，或增加隐藏神经元。</translation>
    </message>
    <message>
        <source>classes that are never predicted</source>
        <translation>从未被预测的类别</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Try: {0}</source>
        <translation>可以试试：{0}</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Go before it</source>
        <translation>退到它之前</translation>
    </message>
    <message>
        <source>{0}, iteration {1}</source>
        <translation>{0}，迭代 {1}</translation>
    </message>
    <message>
        <source>Go to op {0} of iteration {1}</source>
        <translation>转到第 {1} 次迭代的运算 {0}</translation>
    </message>
    <message>
        <source>Unit {0}</source>
        <translation>神经元 {0}</translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation>第 {0} 层</translation>
    </message>
    <message>
        <source>Select it in the picture</source>
        <translation>在图中选中它</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Nothing found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Looked for:</source>
        <translation>检查的内容：</translation>
    </message>
</context>
<context>
    <name>Formula</name>
    <message>
        <source>if</source>
        <translation>若</translation>
    </message>
    <message>
        <source>else</source>
        <translation>否则</translation>
    </message>
    <message>
        <source>for one row:</source>
        <translation>对一行：</translation>
    </message>
    <message>
        <source>drawn evenly from 0 to 1</source>
        <translation>在 0 到 1 之间均匀抽取</translation>
    </message>
    <message>
        <source>the largest |eigenvalue| of one sweep&apos;s slopes, over all rows</source>
        <translation>一遍的斜率的最大 |特征值|，取所有行的最大者</translation>
    </message>
</context>
<context>
    <name>FormulaView</name>
    <message>
        <source>Copy formula as text</source>
        <translation>复制公式文本</translation>
    </message>
    <message>
        <source>Copy formula as picture</source>
        <translation>复制公式图片</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>运行(&amp;U)</translation>
    </message>
    <message>
        <source>Panels that share this place</source>
        <translation>共用此处的面板</translation>
    </message>
    <message>
        <source>Left and Right change the panel</source>
        <translation>左、右方向键切换面板</translation>
    </message>
    <message>
        <source>Titles further left</source>
        <translation>更靠左的标题</translation>
    </message>
    <message>
        <source>Titles further right</source>
        <translation>更靠右的标题</translation>
    </message>
</context>
<context>
    <name>Hyperparameter</name>
    <message>
        <source>Decay of the mean of gradients</source>
        <translation>梯度均值的衰减</translation>
    </message>
    <message>
        <source>Decay of the mean of squares</source>
        <translation>平方均值的衰减</translation>
    </message>
    <message>
        <source>Epsilon, added below the fraction line</source>
        <translation>Epsilon，加在分母上</translation>
    </message>
    <message>
        <source>AMSGrad: by the largest mean</source>
        <translation>AMSGrad：除以最大的均值</translation>
    </message>
    <message>
        <source>Decay of weights and biases</source>
        <translation>权重和偏置的衰减</translation>
    </message>
    <message>
        <source>How fast the momentum grows</source>
        <translation>动量增长的快慢</translation>
    </message>
    <message>
        <source>Decay of the learning rate</source>
        <translation>学习率的衰减</translation>
    </message>
    <message>
        <source>What the sum of squares begins with</source>
        <translation>平方和的初值</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Centered: divides by the deviation</source>
        <translation>中心化：除以标准差</translation>
    </message>
    <message>
        <source>Dampening of the gradient</source>
        <translation>梯度的阻尼</translation>
    </message>
    <message>
        <source>Factor of shorter steps</source>
        <translation>步长缩短的倍数</translation>
    </message>
    <message>
        <source>Factor of longer steps</source>
        <translation>步长增大的倍数</translation>
    </message>
    <message>
        <source>Shortest step</source>
        <translation>最短步长</translation>
    </message>
    <message>
        <source>Longest step</source>
        <translation>最长步长</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Iterations of a step</source>
        <translation>每一级的迭代次数</translation>
    </message>
    <message>
        <source>Iterations down to the lowest</source>
        <translation>降到最低所用的迭代次数</translation>
    </message>
    <message>
        <source>Lowest rate</source>
        <translation>最低学习率</translation>
    </message>
    <message>
        <source>Iterations without improvement</source>
        <translation>没有改进的迭代次数</translation>
    </message>
    <message>
        <source>Share that is an improvement</source>
        <translation>算作改进的比例</translation>
    </message>
    <message>
        <source>Smallest change of the rate</source>
        <translation>学习率的最小变化</translation>
    </message>
    <message>
        <source>Truncate to steps (0: whole)</source>
        <translation>截断步数（0：不截断）</translation>
    </message>
    <message>
        <source>Most sweeps</source>
        <translation>最多遍数</translation>
    </message>
    <message>
        <source>Settled at a change of</source>
        <translation>视为稳定的变化量</translation>
    </message>
    <message>
        <source>Continuous time</source>
        <translation>连续时间</translation>
    </message>
    <message>
        <source>Time step</source>
        <translation>时间步长</translation>
    </message>
    <message>
        <source>Start of every unit</source>
        <translation>每个神经元的初值</translation>
    </message>
    <message>
        <source>Sweeps back (0: until settled)</source>
        <translation>反向遍数（0：至稳定）</translation>
    </message>
    <message>
        <source>Seed of the data</source>
        <translation>数据的随机种子</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Noise (deviation)</source>
        <translation>噪声（标准差）</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Radius of the inner circle</source>
        <translation>内圆的半径</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>点云数</translation>
    </message>
    <message>
        <source>Deviation of a cloud</source>
        <translation>点云的标准差</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>旋臂数</translation>
    </message>
    <message>
        <source>Squares on a side</source>
        <translation>每边的格数</translation>
    </message>
    <message>
        <source>Time steps</source>
        <translation>时间步数</translation>
    </message>
    <message>
        <source>Delay in steps</source>
        <translation>延迟的步数</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>{0} of {1}: {2}</source>
        <comment>number, of how many, and a sentence</comment>
        <translation>{0} / {1}：{2}</translation>
    </message>
    <message>
        <source>pasted cells</source>
        <translation>粘贴的单元格</translation>
    </message>
    <message>
        <source>Import data: {0}</source>
        <translation>导入数据：{0}</translation>
    </message>
    <message>
        <source>Preview of the table</source>
        <translation>表格预览</translation>
    </message>
    <message>
        <source>The first rows as they are read; choose a column to say what it is</source>
        <translation>读取到的前若干行；选择一列即可指定它是什么</translation>
    </message>
    <message>
        <source>Next &amp;problem</source>
        <translation>下一个问题(&amp;P)</translation>
    </message>
    <message>
        <source>Show the next cell that something is odd about</source>
        <translation>显示下一个有问题的单元格</translation>
    </message>
    <message>
        <source>&amp;Take as missing</source>
        <translation>视为缺失(&amp;T)</translation>
    </message>
    <message>
        <source>Let this text stand for a missing value everywhere</source>
        <translation>让这段文字在各处都表示缺失值</translation>
    </message>
    <message>
        <source>&amp;Use table</source>
        <translation>使用表格(&amp;U)</translation>
    </message>
    <message>
        <source>Begin a new run with this table</source>
        <translation>用这个表格开始新的运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Leave all as it was; stops reading</source>
        <translation>一切保持原样；停止读取</translation>
    </message>
    <message>
        <source>How far the file has been read</source>
        <translation>文件已读取的进度</translation>
    </message>
</context>
<context>
    <name>Initializer</name>
    <message>
        <source>Xavier uniform</source>
        <translation>Xavier 均匀分布</translation>
    </message>
    <message>
        <source>Xavier normal</source>
        <translation>Xavier 正态分布</translation>
    </message>
    <message>
        <source>He uniform</source>
        <translation>He 均匀分布</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>He 正态分布</translation>
    </message>
    <message>
        <source>LeCun uniform</source>
        <translation>LeCun 均匀分布</translation>
    </message>
    <message>
        <source>LeCun normal</source>
        <translation>LeCun 正态分布</translation>
    </message>
    <message>
        <source>Uniform in [0, 1)</source>
        <translation>[0, 1) 均匀分布</translation>
    </message>
    <message>
        <source>Standard normal</source>
        <translation>标准正态分布</translation>
    </message>
    <message>
        <source>Orthogonal</source>
        <translation>正交</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>Constant (the initial scale)</source>
        <translation>常数（即初始缩放）</translation>
    </message>
</context>
<context>
    <name>InputFields</name>
    <message>
        <source>As the net sees it: {0}</source>
        <translation>网络所见：{0}</translation>
    </message>
    <message>
        <source>No training row has {0} as {1}: the net has learned nothing of it.</source>
        <translation>没有训练行的 {1} 为 {0}：网络对此没有学到任何东西。</translation>
    </message>
    <message>
        <source>{0} is {1}; in the training rows it lies between {2} and {3}: the net has learned nothing there.</source>
        <translation>{0} 为 {1}；而训练行中它在 {2} 与 {3} 之间：网络在那里没有学到任何东西。</translation>
    </message>
    <message>
        <source>The category that the sample has</source>
        <translation>样本所属的类别</translation>
    </message>
    <message>
        <source>In the training rows: {0} to {1}</source>
        <translation>训练行中：{0} 到 {1}</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>What it read</source>
        <translation>它读取了</translation>
    </message>
    <message>
        <source>What reads it</source>
        <translation>读取它的有</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>还有 {0} 个</translation>
    </message>
    <message>
        <source>the {0} others together</source>
        <translation>其余 {0} 个合计</translation>
    </message>
    <message>
        <source>other time steps: {0}</source>
        <translation>其他时间步：{0}</translation>
    </message>
    <message>
        <source>penalty on large weights</source>
        <translation>对大权重的惩罚</translation>
    </message>
    <message>
        <source>sum: {0}</source>
        <translation>总和：{0}</translation>
    </message>
    <message>
        <source>Why did this weight move?</source>
        <translation>这个权重为什么改变？</translation>
    </message>
    <message>
        <source>Why did this bias move?</source>
        <translation>这个偏置为什么改变？</translation>
    </message>
    <message>
        <source>Why did this number move?</source>
        <translation>这个数为什么改变？</translation>
    </message>
    <message>
        <source>Its gradient is the sum of what {0} samples want; plain gradient descent goes the other way.</source>
        <translation>它的梯度是 {0} 个样本各自所求之和；单纯的梯度下降沿相反方向进行。</translation>
    </message>
    <message>
        <source>Its gradient is the sum of what {0} samples want in this time step and of what the steps behind it have added up; plain gradient descent goes the other way.</source>
        <translation>它的梯度是 {0} 个样本在这一时间步的贡献，加上后面各步已累加之和；单纯的梯度下降沿相反方向进行。</translation>
    </message>
    <message>
        <source>sample {0}</source>
        <translation>样本 {0}</translation>
    </message>
    <message>
        <source>From the gradient to the update</source>
        <translation>从梯度到更新</translation>
    </message>
    <message>
        <source>because {0}</source>
        <translation>因为 {0}</translation>
    </message>
    <message>
        <source>Why is {0} so small?</source>
        <translation>{0} 为什么这么小？</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>未选择任何内容</translation>
    </message>
    <message>
        <source>{0} does not exist in this network or batch. Select another number.</source>
        <translation>此网络或此批中没有 {0}。请选择另一个数。</translation>
    </message>
    <message>
        <source>Not in this network</source>
        <translation>不在此网络中</translation>
    </message>
    <message>
        <source>Select a unit, a weight, a bias, a layer&apos;s caption, an op or a cell of the table: here you see its rule, the same rule with this moment&apos;s numbers, and where each of them comes from.</source>
        <translation>请选择一个神经元、权重、偏置、层的标题、运算或表格中的一格：这里会显示它的公式、代入此刻数值的同一公式，以及每个数的来源。</translation>
    </message>
    <message>
        <source>unit {0} of layer {1} ({2})</source>
        <translation>第 {1} 层的神经元 {0}（{2}）</translation>
    </message>
    <message>
        <source>Sample {0} is not in this batch: the numbers are those of sample {1}.</source>
        <translation>样本 {0} 不在这一批中：所示为样本 {1} 的数值。</translation>
    </message>
    <message>
        <source>This program has no op of that name.</source>
        <translation>此程序没有该名称的运算。</translation>
    </message>
    <message>
        <source>op {0} of {1}: {2}</source>
        <translation>运算 {0} / {1}：{2}</translation>
    </message>
    <message>
        <source>{0}, layer {1}</source>
        <translation>{0}，第 {1} 层</translation>
    </message>
    <message>
        <source>It reads</source>
        <translation>它读取</translation>
    </message>
    <message>
        <source>It writes</source>
        <translation>它写出</translation>
    </message>
    <message>
        <source>layer {0}: {1}</source>
        <translation>第 {0} 层：{1}</translation>
    </message>
    <message>
        <source>Its tensors, each with its norm</source>
        <translation>它的各张量及其范数</translation>
    </message>
    <message>
        <source>{0}, mean {1}, from {2} to {3}</source>
        <translation>{0}，均值 {1}，从 {2} 到 {3}</translation>
    </message>
</context>
<context>
    <name>InspectorView</name>
    <message>
        <source>History of {0}</source>
        <translation>{0} 的历史</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Back to what was inspected before (Backspace)</source>
        <translation>回到之前检查的内容（Backspace）</translation>
    </message>
    <message>
        <source>Ahead again (Shift+Backspace)</source>
        <translation>再向前（Shift+Backspace）</translation>
    </message>
</context>
<context>
    <name>LayersEditor</name>
    <message>
        <source>Units of hidden layer {0}</source>
        <translation>第 {0} 个隐藏层的神经元数</translation>
    </message>
    <message>
        <source>One hidden layer less</source>
        <translation>减少一个隐藏层</translation>
    </message>
    <message>
        <source>One hidden layer more</source>
        <translation>增加一个隐藏层</translation>
    </message>
</context>
<context>
    <name>LearnForm</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Missing &amp;values ({0})</source>
        <translation>缺失值（{0}）(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;as</source>
        <translation>任务(&amp;A)</translation>
    </message>
    <message>
        <source>Column to be learned</source>
        <translation>要学习的列</translation>
    </message>
    <message>
        <source>The column that is predicted from the others; for several, set the use of each column</source>
        <translation>由其余各列预测的列；若有多列，请设置每列的用途</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Classes are told apart, or numbers are predicted</source>
        <translation>区分类别，或预测数值</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>缺失值</translation>
    </message>
    <message>
        <source>What becomes of rows with a missing value in a feature</source>
        <translation>特征中有缺失值的行如何处理</translation>
    </message>
</context>
<context>
    <name>Lens</name>
    <message>
        <source>{0}; of one row: {1}</source>
        <translation>{0}；对一行：{1}</translation>
    </message>
    <message>
        <source>Factor: {0} stands before the sum.</source>
        <translation>系数：求和号前有 {0}。</translation>
    </message>
    <message>
        <source>Over the outputs: the mean, so it is divided by {0}.</source>
        <translation>对各输出：取平均，所以除以 {0}。</translation>
    </message>
    <message>
        <source>Over the outputs: the sum of {0}, not divided.</source>
        <translation>对各输出：{0} 个求和，不作除法。</translation>
    </message>
    <message>
        <source>Over the time steps: the sum of {0}, not divided.</source>
        <translation>对各时间步：{0} 个求和，不作除法。</translation>
    </message>
    <message>
        <source>Over the rows of the batch: the mean, so it is divided by {0}.</source>
        <translation>对一批的各行：取平均，所以除以 {0}。</translation>
    </message>
    <message>
        <source>Over the rows of the batch: the sum of {0}, not divided.</source>
        <translation>对一批的各行：{0} 行求和，不作除法。</translation>
    </message>
    <message>
        <source>Each row counts the weight w of its class: {0}.</source>
        <translation>每一行按其类别的权重 w 计入：{0}。</translation>
    </message>
    <message>
        <source>Added to it: {0} × the sum of |W| and {1} × the sum of W².</source>
        <translation>另外加上：{0} × |W| 之和，以及 {1} × W² 之和。</translation>
    </message>
    <message>
        <source>The curve shows the loss of each iteration&apos;s batch before its update.</source>
        <translation>曲线显示每次迭代的批在更新之前的损失。</translation>
    </message>
    <message>
        <source>The update follows the gradient of this very loss: {0} × the gradient.</source>
        <translation>更新依据的正是该损失的梯度：梯度的 {0} 倍。</translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss: it follows {1}, the mean over the rows.</source>
        <translation>更新量是该损失的梯度的 {0} 倍：它依据{1}，对各行取平均。</translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss: it follows {1}, the sum over the rows.</source>
        <translation>更新量是该损失的梯度的 {0} 倍：它依据{1}，对各行求和。</translation>
    </message>
</context>
<context>
    <name>LensButton</name>
    <message>
        <source>How this loss is counted</source>
        <translation>该损失如何计算</translation>
    </message>
</context>
<context>
    <name>Loss</name>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Half squared error</source>
        <translation>半平方误差</translation>
    </message>
    <message>
        <source>Half mean squared error</source>
        <translation>半均方误差</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence</source>
        <translation>Kullback-Leibler 散度</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber 损失</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>合页损失（hinge）</translation>
    </message>
    <message>
        <source>Squared hinge</source>
        <translation>平方合页损失</translation>
    </message>
</context>
<context>
    <name>MemoryDialog</name>
    <message>
        <source>The past of this run takes {0}: {1} kept states, one every {2} iterations. Any op in between is computed again from the state before it.</source>
        <translation>此次运行的过去占用 {0}：保留了 {1} 个状态，每 {2} 次迭代一个。其间的任一运算都由它之前的状态重新算出。</translation>
    </message>
    <message>
        <source>Memory of the past</source>
        <translation>过去的内存</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>最多(&amp;A)</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Memory of the past in megabytes</source>
        <translation>过去的内存，以 MB 为单位</translation>
    </message>
    <message>
        <source>More memory keeps more states of a large network, so that going back takes less time</source>
        <translation>内存越多，大网络保留的状态越多，后退所用的时间就越短</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>示例(&amp;E)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>步进(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>MessageLine</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>MomentBox</name>
    <message>
        <source>iteration {0}</source>
        <translation>迭代 {0}</translation>
    </message>
    <message>
        <source>train loss {0}</source>
        <translation>训练损失 {0}</translation>
    </message>
    <message>
        <source>test loss {0}</source>
        <translation>测试损失 {0}</translation>
    </message>
    <message>
        <source>train accuracy {0}</source>
        <translation>训练准确率 {0}</translation>
    </message>
    <message>
        <source>test accuracy {0}</source>
        <translation>测试准确率 {0}</translation>
    </message>
    <message>
        <source>measured at {0}:</source>
        <translation>在迭代 {0} 测得：</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>tutorial: {0} (other sign, no factor)</source>
        <translation>教程：{0}（符号相反，无系数）</translation>
    </message>
    <message>
        <source>tutorial: {0} (no factor: W2_update has it)</source>
        <translation>教程：{0}（无系数：系数在 W2_update 中）</translation>
    </message>
    <message>
        <source>tutorial: {0}, half the mean of squares</source>
        <translation>教程：{0}，平方均值的一半</translation>
    </message>
    <message>
        <source>The field&apos;s names</source>
        <translation>本领域的名称</translation>
    </message>
    <message>
        <source>Iris tutorial</source>
        <translation>鸢尾花教程</translation>
    </message>
    <message>
        <source>Hours of study tutorial</source>
        <translation>学习时长教程</translation>
    </message>
    <message>
        <source>XOR tutorial</source>
        <translation>异或教程</translation>
    </message>
</context>
<context>
    <name>NetHeader</name>
    <message>
        <source>Previous sample</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Show the sample before ( [ )</source>
        <translation>显示上一个样本（[ 键）</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Show the next sample ( ] )</source>
        <translation>显示下一个样本（] 键）</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom out (Ctrl+−)</source>
        <translation>缩小（Ctrl+−）</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl++ or Ctrl and the wheel)</source>
        <translation>放大（Ctrl++，或按住 Ctrl 滚动滚轮）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Show the whole network (Ctrl+0)</source>
        <translation>显示整个网络（Ctrl+0）</translation>
    </message>
    <message>
        <source>What units show</source>
        <translation>神经元显示什么</translation>
    </message>
    <message>
        <source>Which number stands in the units; auto: what the op reads and writes</source>
        <translation>神经元中显示哪个数；自动：该运算读取和写出的数</translation>
    </message>
    <message>
        <source>units: auto</source>
        <translation>神经元：自动</translation>
    </message>
    <message>
        <source>units: a</source>
        <translation>神经元：a</translation>
    </message>
    <message>
        <source>units: z</source>
        <translation>神经元：z</translation>
    </message>
    <message>
        <source>units: delta</source>
        <translation>神经元：delta</translation>
    </message>
    <message>
        <source>What lines show</source>
        <translation>连线显示什么</translation>
    </message>
    <message>
        <source>Show on the lines W, dW or the last change; auto: what the op reads and writes</source>
        <translation>连线上显示 W、dW 或上次的改变；自动：该运算读取和写出的数</translation>
    </message>
    <message>
        <source>lines: auto</source>
        <translation>连线：自动</translation>
    </message>
    <message>
        <source>lines: W</source>
        <translation>连线：W</translation>
    </message>
    <message>
        <source>lines: dW</source>
        <translation>连线：dW</translation>
    </message>
    <message>
        <source>lines: change</source>
        <translation>连线：改变</translation>
    </message>
    <message>
        <source>The training row whose values the units show</source>
        <translation>各神经元所显示的是这一训练行的值</translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message>
        <source>{0} · {1} within ±{2}</source>
        <translation>{0} · {1} 在 ±{2} 内</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>where the loss wants the unit to go (−delta)</source>
        <translation>损失要求该神经元变化的方向（−delta）</translation>
    </message>
    <message>
        <source>where the loss wants it (−delta)</source>
        <translation>损失要求的方向（−delta）</translation>
    </message>
    <message>
        <source>which way it was moved</source>
        <translation>更新的方向</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>from prediction ● to target |</source>
        <translation>从预测 ● 到目标 |</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>差距</translation>
    </message>
    <message>
        <source>left out by dropout</source>
        <translation>被 dropout 略去</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>负值</translation>
    </message>
    <message>
        <source>unit, its activation</source>
        <translation>神经元的激活值</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>target {0}</source>
        <translation>目标 {0}</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>{0} at t = {1}</source>
        <translation>{0}（t = {1}）</translation>
    </message>
    <message>
        <source>units</source>
        <translation>神经元</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>hidden {0}</source>
        <translation>隐藏层 {0}</translation>
    </message>
    <message>
        <source>{0} · {1} time steps</source>
        <translation>{0} · {1} 个时间步</translation>
    </message>
    <message>
        <source>the {0} strongest of {1} weights</source>
        <translation>{1} 个权重中最强的 {0} 个</translation>
    </message>
    <message>
        <source>the {0} strongest of {1} lines</source>
        <translation>{1} 条线中最强的 {0} 条</translation>
    </message>
    <message>
        <source>no gradient at op {0} of iteration {1}: the state before is shown</source>
        <translation>第 {1} 次迭代的运算 {0} 处没有梯度：显示的是此前的状态</translation>
    </message>
    <message>
        <source>{0} is not finite at op {1} of iteration {2}: the state before is shown</source>
        <translation>{0} 在第 {2} 次迭代的运算 {1} 处出现非有限值：显示的是此前的状态</translation>
    </message>
    <message>
        <source>sample {0} of {1}</source>
        <translation>样本 {0} / {1}</translation>
    </message>
    <message>
        <source>sample {0} · row {1} of {2}</source>
        <translation>样本 {0} · 行 {1} / {2}</translation>
    </message>
    <message>
        <source>sample {0} is not in this iteration&apos;s batch; the batch&apos;s first is shown</source>
        <translation>样本 {0} 不在本次迭代的批中；显示的是该批的第一个</translation>
    </message>
    <message>
        <source>bias of {0}</source>
        <translation>{0} 的偏置</translation>
    </message>
    <message>
        <source>the update: {0} → {1}</source>
        <translation>更新：{0} → {1}</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>adds {0} × {1} = {2} to z{3}[{4}]</source>
        <translation>给 z{3}[{4}] 加上 {0} × {1} = {2}</translation>
    </message>
    <message>
        <source>a0[{0}] = {1}, as the network sees it</source>
        <translation>a0[{0}] = {1}，即网络所见的值</translation>
    </message>
    <message>
        <source>target y[{0}] = {1}</source>
        <translation>目标 y[{0}] = {1}</translation>
    </message>
    <message>
        <source>left out by dropout in this iteration: its mask is 0</source>
        <translation>本次迭代中被 dropout 略去：其掩码为 0</translation>
    </message>
    <message>
        <source>of sample {0}</source>
        <translation>样本 {0}</translation>
    </message>
    <message>
        <source>held while the pointer is here</source>
        <translation>指针在此时保持不动</translation>
    </message>
    <message>
        <source>the past: op {0} of {1} in iteration {2}</source>
        <translation>回看：迭代 {2}，运算 {0} / {1}</translation>
    </message>
    <message>
        <source>the past: iteration {0} of {1}</source>
        <translation>回看：迭代 {0} / {1}</translation>
    </message>
    <message>
        <source>checking {0} of {1}</source>
        <translation>正在检验 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} of {1} gradients wrong</source>
        <translation>{1} 个梯度中 {0} 个错误</translation>
    </message>
    <message>
        <source>{0} right, {1} at a kink</source>
        <translation>{0} 个正确，{1} 个在折点</translation>
    </message>
    <message>
        <source>gradient check cancelled</source>
        <translation>梯度检验已取消</translation>
    </message>
    <message>
        <source>all {0} gradients right</source>
        <translation>{0} 个梯度全部正确</translation>
    </message>
    <message>
        <source>mean over {0}</source>
        <translation>对 {0}取平均</translation>
    </message>
    <message>
        <source>added up over {0}</source>
        <translation>对 {0}求和</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} products, together {3}</source>
        <translation>{0}：乘积 {1} / {2}，合计 {3}</translation>
    </message>
    <message>
        <source>Alt+Down: next product · Alt+Up: out</source>
        <translation>Alt+↓：下一个乘积 · Alt+↑：步出</translation>
    </message>
    <message>
        <source>adds {0} × {1} = {2} to z{3}_t{4}[{5}]</source>
        <translation>给 z{3}_t{4}[{5}] 加上 {0} × {1} = {2}</translation>
    </message>
    <message>
        <source>step {0} adds {1} to d{2}</source>
        <translation>第 {0} 步给 d{2} 加上 {1}</translation>
    </message>
    <message>
        <source>target y = {0}</source>
        <translation>目标 y = {0}</translation>
    </message>
    <message>
        <source>nothing moves any more</source>
        <translation>不再有任何变化</translation>
    </message>
    <message>
        <source>moved by {0}</source>
        <translation>变化了 {0}</translation>
    </message>
    <message>
        <source>state x</source>
        <translation>状态 x</translation>
    </message>
    <message>
        <source>adjoint</source>
        <translation>伴随量</translation>
    </message>
    <message>
        <source>{0} · sweep {1} of {2}</source>
        <translation>{0} · 第 {1} / {2} 遍</translation>
    </message>
    <message>
        <source>adds {0} × {1} = {2}</source>
        <translation>加上 {0} × {1} = {2}</translation>
    </message>
    <message>
        <source>The state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>The state of this sample</source>
        <translation>该样本的状态</translation>
    </message>
    <message>
        <source>ρ = {0} &lt; 1: stable, there is a gradient</source>
        <translation>ρ = {0} &lt; 1：稳定，存在梯度</translation>
    </message>
    <message>
        <source>ρ = {0} ≥ 1: unstable, no gradient</source>
        <translation>ρ = {0} ≥ 1：不稳定，没有梯度</translation>
    </message>
    <message>
        <source>The adjoint</source>
        <translation>伴随量</translation>
    </message>
    <message>
        <source>{0} has not settled in {1} sweeps: it still moves by {2}</source>
        <translation>{0}经过 {1} 遍仍未稳定：还在变化 {2}</translation>
    </message>
    <message>
        <source>{0} after sweep {1}: it moved by {2}</source>
        <translation>{0}在第 {1} 遍变化了 {2}</translation>
    </message>
    <message>
        <source>How far each sweep moves</source>
        <translation>每一遍的变化量</translation>
    </message>
    <message>
        <source>Each sweep&apos;s move</source>
        <translation>每遍变化</translation>
    </message>
    <message>
        <source>sweep</source>
        <translation>遍</translation>
    </message>
    <message>
        <source>settled below {0}</source>
        <translation>低于 {0} 即为稳定</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>state of this sample</source>
        <translation>该样本的状态</translation>
    </message>
    <message>
        <source>ρ times each</source>
        <translation>每遍乘以 ρ</translation>
    </message>
    <message>
        <source>adjoint / max |e|</source>
        <translation>伴随量 / max |e|</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>from the losses of t = {0} to {1}</source>
        <translation>来自 t = {0} 到 {1} 的损失</translation>
    </message>
    <message>
        <source>time steps {0} to {1} of {2} are seen</source>
        <translation>可见第 {0} 到 {1} 个时间步，共 {2} 个</translation>
    </message>
    <message>
        <source>the flow back ends here: {0} steps</source>
        <translation>反向传播到此为止：{0} 步</translation>
    </message>
    <message>
        <source>losses from here on do not reach t = {0}: {1} steps back</source>
        <translation>从这里起的损失传不到 t = {0}：只回传 {1} 步</translation>
    </message>
    <message>
        <source>t = {0}</source>
        <translation>t = {0}</translation>
    </message>
</context>
<context>
    <name>NumberDialog</name>
    <message>
        <source>Numbers</source>
        <translation>数字格式</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>New value of {0}</source>
        <translation>{0} 的新值</translation>
    </message>
    <message>
        <source>{0}; Enter takes it, Escape keeps the old</source>
        <translation>{0}；按 Enter 采用，按 Esc 保留原值</translation>
    </message>
    <message>
        <source>That is no number; type one such as 0.5, -2 or 1e-3.</source>
        <translation>这不是数；请输入例如 0.5、-2 或 1e-3。</translation>
    </message>
</context>
<context>
    <name>NumberForm</name>
    <message>
        <source>Significant &amp;digits:</source>
        <translation>有效数字(&amp;D)：</translation>
    </message>
    <message>
        <source>Powers of &amp;ten:</source>
        <translation>10 的幂(&amp;T)：</translation>
    </message>
    <message>
        <source>Decimal &amp;comma</source>
        <translation>小数逗号(&amp;C)</translation>
    </message>
    <message>
        <source>where they help</source>
        <translation>有必要时</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>always</source>
        <translation>总是</translation>
    </message>
    <message>
        <source>Significant digits</source>
        <translation>有效数字</translation>
    </message>
    <message>
        <source>How many digits of a number are shown</source>
        <translation>一个数显示多少位</translation>
    </message>
    <message>
        <source>Powers of ten</source>
        <translation>10 的幂</translation>
    </message>
    <message>
        <source>Whether 0.00001234 is written 1.234e−5</source>
        <translation>0.00001234 是否写作 1.234e−5</translation>
    </message>
    <message>
        <source>Decimal comma</source>
        <translation>小数逗号</translation>
    </message>
    <message>
        <source>0,5 instead of 0.5</source>
        <translation>用 0,5 代替 0.5</translation>
    </message>
</context>
<context>
    <name>Optimizer</name>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>带动量的 SGD</translation>
    </message>
    <message>
        <source>SGD with Nesterov momentum</source>
        <translation>SGD（Nesterov 动量）</translation>
    </message>
    <message>
        <source>Rprop (learning rate: the first step)</source>
        <translation>Rprop（学习率：第一步的步长）</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation>NAdam</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
</context>
<context>
    <name>OrderDialog</name>
    <message>
        <source>Order of the categories</source>
        <translation>类别的顺序</translation>
    </message>
    <message>
        <source>Categories of {0}, the lowest first:</source>
        <translation>{0} 的各类别，从最低的开始：</translation>
    </message>
    <message>
        <source>Categories in their order</source>
        <translation>按顺序排列的类别</translation>
    </message>
    <message>
        <source>Drag a category to its place, or press Alt+Up and Alt+Down</source>
        <translation>把类别拖到相应的位置，或按 Alt+↑ 和 Alt+↓</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>One place up (Alt+Up)</source>
        <translation>上移一位（Alt+↑）</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>One place down (Alt+Down)</source>
        <translation>下移一位（Alt+↓）</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Float</source>
        <translation>浮动</translation>
    </message>
    <message>
        <source>Take this panel out of the window, or put it back</source>
        <translation>把面板移出窗口，或放回窗口</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this panel; View, Panels brings it back</source>
        <translation>关闭面板；可用“视图”、“面板”重新打开</translation>
    </message>
</context>
<context>
    <name>PredictPage</name>
    <message>
        <source>Sample {0}, a training row:</source>
        <translation>样本 {0}（训练行）：</translation>
    </message>
    <message>
        <source>A sample of your own:</source>
        <translation>自定义的样本：</translation>
    </message>
    <message>
        <source>As the net sees it: {0}</source>
        <translation>网络所见：{0}</translation>
    </message>
    <message>
        <source>probability of each class</source>
        <translation>各类别的概率</translation>
    </message>
    <message>
        <source>There are more like these: {0}.</source>
        <translation>类似的还有 {0} 个。</translation>
    </message>
    <message>
        <source>output {0}; class 1 above {1}</source>
        <translation>输出 {0}；大于 {1} 为类别 1</translation>
    </message>
    <message>
        <source>outputs {0}; the largest one decides</source>
        <translation>输出 {0}；取其中最大者</translation>
    </message>
    <message>
        <source>output {0}</source>
        <translation>输出 {0}</translation>
    </message>
    <message>
        <source>output {0}, times {1}</source>
        <translation>输出 {0}，乘以 {1}</translation>
    </message>
    <message>
        <source>With the parameters after iteration {0}.</source>
        <translation>使用第 {0} 次迭代之后的参数。</translation>
    </message>
    <message>
        <source>{0}.</source>
        <comment>what is shown</comment>
        <translation>{0}。</translation>
    </message>
    <message>
        <source>{0} is “{1}”; it must be {2}.</source>
        <translation>{0}为“{1}”；应为{2}。</translation>
    </message>
    <message>
        <source>Back to the current sample</source>
        <translation>回到当前样本</translation>
    </message>
    <message>
        <source>Fill the fields with the sample that is selected, and follow it again</source>
        <translation>用所选样本填写各栏，并重新跟随它</translation>
    </message>
    <message>
        <source>These data have too many columns to type; press Enter on a row to predict it.</source>
        <translation>这些数据的列太多，无法逐一输入；在某一行按 Enter 即可预测该行。</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Iris</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Three species of iris told apart by four lengths: a net of 4-8-3 units.</source>
        <translation>按四个长度区分三种鸢尾花：4-8-3 的网络。</translation>
    </message>
    <message>
        <source>Hours of study</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>A test score from hours of study and of sleep: a net of 2-3-1 units.</source>
        <translation>由学习和睡眠的小时数得出考试分数：2-3-1 的网络。</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Exclusive or, which no net without a hidden layer can learn: 2-2-1 units.</source>
        <translation>异或，没有隐藏层的网络学不会：2-2-1 的网络。</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>双月牙</translation>
    </message>
    <message>
        <source>Two half circles that reach into each other, told apart: a net of 2-8-1 units.</source>
        <translation>区分两个相互嵌入的半圆：2-8-1 的网络。</translation>
    </message>
    <message>
        <source>Circles, by squares</source>
        <translation>同心圆（用平方特征）</translation>
    </message>
    <message>
        <source>A circle in a circle, which no net without a hidden layer can learn from x1 and x2; from x1² and x2² it does: 2-1 units.</source>
        <translation>圆中之圆，没有隐藏层的网络由 x1 和 x2 学不会；由 x1² 和 x2² 则能学会：2-1 的网络。</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>葡萄酒</translation>
    </message>
    <message>
        <source>Three sorts of wine told apart by 13 measurements: a net of 13-8-3 units.</source>
        <translation>按 13 项测量值区分三种葡萄酒：13-8-3 的网络。</translation>
    </message>
    <message>
        <source>Sine curve</source>
        <translation>正弦曲线</translation>
    </message>
    <message>
        <source>A noisy sine curve, drawn by 8 bent lines: a regression by a net of 1-8-1 units.</source>
        <translation>带噪声的正弦曲线，由 8 条弯曲的线拼成：1-8-1 网络的回归。</translation>
    </message>
    <message>
        <source>Echo, by a recurrent net</source>
        <translation>回声（循环网络）</translation>
    </message>
    <message>
        <source>Bits come one by one, and each is to be said again two steps later: an Elman net of 1-6-1 units over six time steps, trained by backpropagation through time.</source>
        <translation>比特逐个输入，每个比特要在两步之后复述：1-6-1 的 Elman 网络，六个时间步，用沿时间反向传播训练。</translation>
    </message>
    <message>
        <source>XOR by relaxation</source>
        <translation>异或（弛豫网络）</translation>
    </message>
    <message>
        <source>Nine units, each connected to each: the state relaxes to a fixed point, and so does its adjoint (Almeida and Pineda).</source>
        <translation>九个神经元，两两相连：状态弛豫到不动点，其伴随量也是如此（Almeida 和 Pineda）。</translation>
    </message>
    <message>
        <source>Iris, as in the tutorial</source>
        <translation>鸢尾花（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written: no biases, raw lengths, test accuracy 0.80. With &apos;Update follows&apos; set to the half squared error, its other reading: 0.95.</source>
        <translation>文章中的程序原样：没有偏置，长度不缩放，测试准确率 0.80。把“更新依据”设为半平方误差，即另一种解读，则为 0.95。</translation>
    </message>
    <message>
        <source>Hours of study, as in the tutorial</source>
        <translation>学习时长（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written: its update is 1.5 times the gradient of the loss that it prints.</source>
        <translation>文章中的程序原样：它的更新量是所打印损失的梯度的 1.5 倍。</translation>
    </message>
    <message>
        <source>XOR, as in the tutorial</source>
        <translation>异或（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written, which does not learn: its update is 2 times the gradient of the loss that it prints, and 1,000 small steps are too few.</source>
        <translation>文章中的程序原样，它学不会：它的更新量是所打印损失的梯度的 2 倍，而 1,000 个小步太少。</translation>
    </message>
</context>
<context>
    <name>ProgramView</name>
    <message>
        <source>Step by</source>
        <translation>步进</translation>
    </message>
    <message>
        <source>One op: one tensor is computed</source>
        <translation>一个运算：计算一个张量</translation>
    </message>
    <message>
        <source>All ops of one layer and one phase; of a net through time, those of one time step</source>
        <translation>一层一个阶段的全部运算；随时间展开的网络则为其中一个时间步的运算</translation>
    </message>
    <message>
        <source>One update of the weights; back: first to this iteration&apos;s beginning</source>
        <translation>权重更新一次；后退：先到本次迭代的开头</translation>
    </message>
    <message>
        <source>One pass over the training rows; back: first to this epoch&apos;s beginning</source>
        <translation>遍历一次训练行；后退：先到本轮次的开头</translation>
    </message>
    <message>
        <source>Back one op</source>
        <translation>后退一个运算</translation>
    </message>
    <message>
        <source>Next op</source>
        <translation>下一个运算</translation>
    </message>
    <message>
        <source>Back one layer</source>
        <translation>后退一层</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Back to iteration</source>
        <translation>退到迭代</translation>
    </message>
    <message>
        <source>Next iteration</source>
        <translation>下一次迭代</translation>
    </message>
    <message>
        <source>Back to epoch</source>
        <translation>退到轮次</translation>
    </message>
    <message>
        <source>Next epoch</source>
        <translation>下一轮次</translation>
    </message>
    <message>
        <source>Ops of this iteration</source>
        <translation>本次迭代的运算</translation>
    </message>
    <message>
        <source>Left and Right move, Enter goes there</source>
        <translation>左、右方向键移动，Enter 转到那里</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Drag to any iteration of this run; Home is its start, End the present</source>
        <translation>拖到此次运行的任一次迭代；Home 为起点，End 为当前</translation>
    </message>
    <message>
        <source>replaying {0} of {1}</source>
        <translation>重放 {0} / {1}</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到当前</translation>
    </message>
    <message>
        <source>Leave the past: go on where the run has got to (Ctrl+End)</source>
        <translation>离开过去：从运行已到达的地方继续（Ctrl+End）</translation>
    </message>
    <message>
        <source>Back: {0}</source>
        <translation>后退：{0}</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>PgUp</translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation>前进：{0}</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>PgDn</translation>
    </message>
    <message>
        <source>{0} ({1} or {2})</source>
        <translation>{0}（{1} 或 {2}）</translation>
    </message>
    <message>
        <source>breakpoint: {0}</source>
        <translation>断点：{0}</translation>
    </message>
    <message>
        <source>iteration {0} of {1}</source>
        <translation>迭代 {0} / {1}</translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Change the past?</source>
        <translation>要改动过去吗？</translation>
    </message>
    <message>
        <source>&amp;Cut off</source>
        <translation>截去(&amp;C)</translation>
    </message>
    <message>
        <source>Make the change here; what came after it is cut off, and Undo brings it back</source>
        <translation>在此处改动；其后的部分被截去，“撤销”可恢复</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>Change nothing, and keep the run as it is</source>
        <translation>不作改动，运行保持原样</translation>
    </message>
</context>
<context>
    <name>ReadingForm</name>
    <message>
        <source>comma  ,</source>
        <translation>逗号  ,</translation>
    </message>
    <message>
        <source>point  .</source>
        <translation>句点  .</translation>
    </message>
    <message>
        <source>semicolon  ;</source>
        <translation>分号  ;</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>bar  |</source>
        <translation>竖线  |</translation>
    </message>
    <message>
        <source>apostrophe  &apos;</source>
        <translation>单引号  &apos;</translation>
    </message>
    <message>
        <source>double quotes  &quot;</source>
        <translation>双引号  &quot;</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The &amp;first row names the columns</source>
        <translation>首行为列名(&amp;F)</translation>
    </message>
    <message>
        <source>The first row names the columns</source>
        <translation>首行为列名</translation>
    </message>
    <message>
        <source>Otherwise the columns are numbered</source>
        <translation>否则各列用编号命名</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>编码(&amp;E)</translation>
    </message>
    <message>
        <source>How the file writes letters as bytes</source>
        <translation>文件如何用字节表示字符</translation>
    </message>
    <message>
        <source>&amp;Delimiter</source>
        <translation>分隔符(&amp;D)</translation>
    </message>
    <message>
        <source>The character between two cells</source>
        <translation>两个单元格之间的字符</translation>
    </message>
    <message>
        <source>Decimal &amp;mark</source>
        <translation>小数点符号(&amp;M)</translation>
    </message>
    <message>
        <source>The character between a number&apos;s whole part and the rest</source>
        <translation>数的整数部分与小数部分之间的字符</translation>
    </message>
    <message>
        <source>T&amp;housands</source>
        <translation>千位分隔符(&amp;H)</translation>
    </message>
    <message>
        <source>The character between groups of three digits</source>
        <translation>每三位数字一组，各组之间的字符</translation>
    </message>
    <message>
        <source>&amp;Quotes</source>
        <translation>引号(&amp;Q)</translation>
    </message>
    <message>
        <source>What stands around a cell that holds the delimiter</source>
        <translation>含有分隔符的单元格两边的符号</translation>
    </message>
    <message>
        <source>&amp;Comments</source>
        <translation>注释(&amp;C)</translation>
    </message>
    <message>
        <source>Lines that begin with this are left out</source>
        <translation>以此开头的行会略去</translation>
    </message>
    <message>
        <source>Skip &amp;rows</source>
        <translation>跳过行数(&amp;R)</translation>
    </message>
    <message>
        <source>Rows before the table that are left out, such as a title</source>
        <translation>表格之前要略去的行，例如标题</translation>
    </message>
    <message>
        <source>Missi&amp;ng</source>
        <translation>缺失值(&amp;N)</translation>
    </message>
    <message>
        <source>What stands for a missing value, with spaces between; an empty cell does too</source>
        <translation>表示缺失值的文字，用空格隔开；空单元格也表示缺失值</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>as the net sees it</source>
        <translation>网络所见</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>target, scaled</source>
        <translation>目标，已缩放</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>已缩放</translation>
    </message>
    <message>
        <source>test {0}</source>
        <translation>测试 {0}</translation>
    </message>
    <message>
        <source>train {0}</source>
        <translation>训练 {0}</translation>
    </message>
    <message>
        <source>The sample whose values are shown</source>
        <translation>所显示数值的样本</translation>
    </message>
</context>
<context>
    <name>RunToDialog</name>
    <message>
        <source>Run to…</source>
        <translation>运行到…</translation>
    </message>
    <message>
        <source>&amp;Iteration</source>
        <translation>迭代(&amp;I)</translation>
    </message>
    <message>
        <source>A number of updates; one that lies back is gone back to</source>
        <translation>更新的次数；若在之前，则退回到那里</translation>
    </message>
    <message>
        <source>&amp;Loss at most</source>
        <translation>损失不超过(&amp;L)</translation>
    </message>
    <message>
        <source>The loss of an iteration&apos;s batch, before its update</source>
        <translation>一次迭代的批在更新之前的损失</translation>
    </message>
    <message>
        <source>&amp;Accuracy at least</source>
        <translation>准确率不低于(&amp;A)</translation>
    </message>
    <message>
        <source>The share of an iteration&apos;s batch that is right</source>
        <translation>一次迭代的批中正确的比例</translation>
    </message>
    <message>
        <source>&amp;Next breakpoint</source>
        <translation>下一个断点(&amp;N)</translation>
    </message>
    <message>
        <source>Run until a breakpoint stops it (Alt+Right)</source>
        <translation>一直运行，直到断点使其停下（Alt+→）</translation>
    </message>
    <message>
        <source>&amp;Previous breakpoint</source>
        <translation>上一个断点(&amp;P)</translation>
    </message>
    <message>
        <source>Where one would have stopped it last (Alt+Left)</source>
        <translation>断点上一次会停下的地方（Alt+←）</translation>
    </message>
    <message>
        <source>such as {0}</source>
        <translation>例如 {0}</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>前往(&amp;G)</translation>
    </message>
    <message>
        <source>Run to there</source>
        <translation>运行到那里</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Close this window and stay here</source>
        <translation>关闭此窗口，留在这里</translation>
    </message>
    <message>
        <source>The iteration is “{0}”; it must be a whole number, 0 or more.</source>
        <translation>迭代为“{0}”；必须是不小于 0 的整数。</translation>
    </message>
    <message>
        <source>The loss is “{0}”; it must be a number, such as 0.05.</source>
        <translation>损失为“{0}”；必须是数，例如 0.05。</translation>
    </message>
    <message>
        <source>The accuracy is “{0}”; it must be between 0 and 1, or up to 100 %.</source>
        <translation>准确率为“{0}”；必须在 0 到 1 之间，或最多 100 %。</translation>
    </message>
</context>
<context>
    <name>Scaling</name>
    <message>
        <source>None</source>
        <translation>不缩放</translation>
    </message>
    <message>
        <source>Standardize (mean 0, deviation 1)</source>
        <translation>标准化（均值 0，标准差 1）</translation>
    </message>
    <message>
        <source>Min-max (0 to 1)</source>
        <translation>最小-最大归一化（0 到 1）</translation>
    </message>
    <message>
        <source>Divide by maximum</source>
        <translation>除以最大值</translation>
    </message>
</context>
<context>
    <name>Schedule</name>
    <message>
        <source>Steps</source>
        <translation>阶梯</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>When the loss stops falling</source>
        <translation>损失不再下降时</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>two sentences</comment>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>a name and what it is</comment>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>SessionFiles</name>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Save session as</source>
        <translation>会话另存为</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>bpviz sessions (*{0})</source>
        <translation>bpviz 会话 (*{0})</translation>
    </message>
    <message>
        <source>{0} was opened.</source>
        <translation>已打开 {0}。</translation>
    </message>
    <message>
        <source>The session was saved as {0}.</source>
        <translation>会话已保存为 {0}。</translation>
    </message>
    <message>
        <source>Save changes?</source>
        <translation>保存更改吗？</translation>
    </message>
    <message>
        <source>{0} has changes that are not saved.</source>
        <translation>{0} 有未保存的更改。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the session, then go on</source>
        <translation>保存会话，然后继续</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t save</source>
        <translation>不保存(&amp;D)</translation>
    </message>
    <message>
        <source>Go on; the changes are lost</source>
        <translation>继续；更改会丢失</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Stay with this session</source>
        <translation>留在这个会话</translation>
    </message>
    <message>
        <source>Restore the session?</source>
        <translation>恢复会话吗？</translation>
    </message>
    <message>
        <source>bpviz was not closed properly. Restore the session of {0}, iteration {1}?</source>
        <translation>bpviz 上次没有正常关闭。要恢复 {0} 的会话（第 {1} 次迭代）吗？</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Go on where it was</source>
        <translation>从当时的地方继续</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>Remove it for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>下次启动时再问</translation>
    </message>
</context>
<context>
    <name>SheetModel</name>
    <message>
        <source>1 names</source>
        <translation>1 列名</translation>
    </message>
</context>
<context>
    <name>SizeBars</name>
    <message>
        <source>logarithmic</source>
        <translation>对数刻度</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Op</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>轮次 {0}</translation>
    </message>
    <message>
        <source>iteration {0}</source>
        <translation>迭代 {0}</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>phase, layer</comment>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0} t{1}</source>
        <comment>phase and layer, time step, where there is little room</comment>
        <translation>{0} t{1}</translation>
    </message>
    <message>
        <source>{0}, t = {1}</source>
        <comment>phase and layer, time step</comment>
        <translation>{0}，t = {1}</translation>
    </message>
    <message>
        <source>t = {0}</source>
        <translation>t = {0}</translation>
    </message>
</context>
<context>
    <name>StopForm</name>
    <message>
        <source>“{0}” cannot be read; it must be {1}.</source>
        <translation>“{0}”无法识别；应为{1}。</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Change this breakpoint</source>
        <translation>更改这个断点</translation>
    </message>
    <message>
        <source>Add this breakpoint</source>
        <translation>添加这个断点</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止条件</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>What the condition is about</source>
        <translation>条件所针对的内容</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>One weight or unit by its indices, which count from 0; empty: any</source>
        <translation>用下标指定一个权重或神经元，从 0 数起；留空：任意</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>The number that it is compared with</source>
        <translation>与之比较的数</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>A training row, counted from 0</source>
        <translation>训练行，从 0 数起</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>A condition over tensors, such as max(abs(dW1)) &lt; 1e-6; names are completed</source>
        <translation>由张量写成的条件，例如 max(abs(dW1)) &lt; 1e-6；名称会自动补全</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close this form</source>
        <translation>关闭此表单</translation>
    </message>
</context>
<context>
    <name>StopsView</name>
    <message>
        <source>stopped</source>
        <translation>已停</translation>
    </message>
    <message>
        <source>stopped here</source>
        <translation>停在这里</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>断点</translation>
    </message>
    <message>
        <source>Watches</source>
        <translation>监视</translation>
    </message>
    <message>
        <source>A run stops at the op that makes a condition true. There is none yet.</source>
        <translation>运行在使条件成立的运算处停下。目前还没有断点。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>New watch</source>
        <translation>新监视</translation>
    </message>
    <message>
        <source>watch, e.g. norm(dW1)</source>
        <translation>监视，例如 norm(dW1)</translation>
    </message>
    <message>
        <source>An expression over tensors, whose value is shown; names are completed</source>
        <translation>由张量写成的表达式，显示它的值；名称会自动补全</translation>
    </message>
    <message>
        <source>Add a breakpoint</source>
        <translation>添加断点</translation>
    </message>
    <message>
        <source>Change the chosen breakpoint (Enter)</source>
        <translation>更改所选断点（Enter）</translation>
    </message>
    <message>
        <source>Remove the chosen breakpoint (Delete)</source>
        <translation>删除所选断点（Delete）</translation>
    </message>
    <message>
        <source>Remove all breakpoints</source>
        <translation>删除全部断点</translation>
    </message>
    <message>
        <source>Watch this expression (Enter)</source>
        <translation>监视这个表达式（Enter）</translation>
    </message>
    <message>
        <source>Remove the chosen watch (Delete)</source>
        <translation>删除所选监视（Delete）</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Ordered category</source>
        <translation>有序类别</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Leave out the rows</source>
        <translation>略去这些行</translation>
    </message>
    <message>
        <source>Fill in (mean, or most frequent category)</source>
        <translation>填补（均值，或最常见的类别）</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>A click selects the column; the controls above the table change it.</source>
        <translation>单击选择该列；表格上方的控件可更改它。</translation>
    </message>
    <message>
        <source>{0} missing</source>
        <translation>缺失 {0} 个</translation>
    </message>
    <message>
        <source>none missing</source>
        <translation>无缺失</translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{1} 行中的 {0} 行</translation>
    </message>
    <message>
        <source>features: {0}</source>
        <translation>特征：{0} 个</translation>
    </message>
    <message>
        <source>features: {0} ({1} inputs)</source>
        <translation>特征：{0} 个（{1} 个输入）</translation>
    </message>
    <message>
        <source>target {0}: {1} classes</source>
        <translation>目标 {0}：{1} 个类别</translation>
    </message>
    <message>
        <source>target {0}: numbers</source>
        <translation>目标 {0}：数值</translation>
    </message>
    <message>
        <source>{0}; {1}; {2}.</source>
        <comment>rows; features; target</comment>
        <translation>{0}；{1}；{2}。</translation>
    </message>
</context>
<context>
    <name>TableImports</name>
    <message>
        <source>Tables ({0})</source>
        <translation>表格 ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>There is no text on the clipboard; copy the cells of a table first, with their header.</source>
        <translation>剪贴板上没有文本；请先复制表格的单元格，连同表头。</translation>
    </message>
    <message>
        <source>A new run was started with the data of {0}.</source>
        <translation>已用 {0} 的数据开始新的运行。</translation>
    </message>
    <message>
        <source>A new run was started with the pasted data.</source>
        <translation>已用粘贴的数据开始新的运行。</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Which tensor the table shows; it also follows what is selected elsewhere</source>
        <translation>表格显示哪个张量；它也跟随别处的选择</translation>
    </message>
    <message>
        <source>Numbers of the tensor</source>
        <translation>张量的数值</translation>
    </message>
    <message>
        <source>Arrows walk through the numbers; Enter edits a weight or a bias; Ctrl+C copies with all digits</source>
        <translation>方向键在各数之间移动；Enter 修改权重或偏置；Ctrl+C 复制全部位数</translation>
    </message>
    <message>
        <source>Copy selected numbers</source>
        <translation>复制所选的数</translation>
    </message>
    <message>
        <source>Copy the whole tensor</source>
        <translation>复制整个张量</translation>
    </message>
    <message>
        <source>Run to there</source>
        <translation>运行到那里</translation>
    </message>
    <message>
        <source>Go to where the op that computes it has just run</source>
        <translation>转到计算它的运算刚做完的地方</translation>
    </message>
    <message>
        <source>blue −{0}, pale 0, red +{0}</source>
        <translation>蓝 −{0}，浅 0，红 +{0}</translation>
    </message>
    <message>
        <source>blue −{0}, dark 0, red +{0}</source>
        <translation>蓝 −{0}，暗 0，红 +{0}</translation>
    </message>
    <message>
        <source>{0} is not copied while the run goes on: pause to see it.</source>
        <translation>运行时不复制 {0}：暂停即可看到。</translation>
    </message>
    <message>
        <source>{0} is not computed yet: op {1} will do it.</source>
        <translation>{0} 尚未计算：将由运算 {1} 得出。</translation>
    </message>
    <message>
        <source>{0} is not known before the first op has run.</source>
        <translation>第一个运算做完之前，{0} 未知。</translation>
    </message>
    <message>
        <source>“{0}” is no number; type one such as 0.5 or −2e−3.</source>
        <translation>“{0}”不是数；请输入例如 0.5 或 −2e−3。</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>of sample {0}</source>
        <translation>样本 {0}</translation>
    </message>
    <message>
        <source>mean of {0} rows</source>
        <translation>{0} 行的平均</translation>
    </message>
    <message>
        <source>sum over {0} rows</source>
        <translation>{0} 行之和</translation>
    </message>
    <message>
        <source>not computed yet: op {0} will do it</source>
        <translation>尚未计算：将由运算 {0} 得出</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>尚未计算</translation>
    </message>
    <message>
        <source>not copied while running: pause to see it</source>
        <translation>运行时不复制：暂停即可看到</translation>
    </message>
    <message>
        <source>this op</source>
        <translation>此运算</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>pre-update</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>carried</source>
        <translation>沿用</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>when paused</source>
        <translation>暂停时</translation>
    </message>
    <message>
        <source>carried over from the iterations before</source>
        <translation>沿用自之前的迭代</translation>
    </message>
    <message>
        <source>computed by the op just now</source>
        <translation>刚由运算得出</translation>
    </message>
    <message>
        <source>in force now</source>
        <translation>当前有效</translation>
    </message>
    <message>
        <source>given by the data</source>
        <translation>由数据给出</translation>
    </message>
    <message>
        <source>from this iteration, before the update</source>
        <translation>本次迭代，更新之前</translation>
    </message>
    <message>
        <source>from iteration {0}, before its update</source>
        <translation>第 {0} 次迭代，更新之前</translation>
    </message>
    <message>
        <source>from this iteration</source>
        <translation>本次迭代</translation>
    </message>
    <message>
        <source>from iteration {0}</source>
        <translation>第 {0} 次迭代</translation>
    </message>
</context>
<context>
    <name>Tensor</name>
    <message>
        <source>sample {0}: training row {1}</source>
        <translation>样本 {0}：训练行 {1}</translation>
    </message>
    <message>
        <source>row {0}: from {1}</source>
        <translation>行 {0}：从 {1}</translation>
    </message>
    <message>
        <source>column {0}: to {1}</source>
        <translation>列 {0}：到 {1}</translation>
    </message>
    <message>
        <source>column {0}: unit {1}</source>
        <translation>列 {0}：神经元 {1}</translation>
    </message>
    <message>
        <source>one number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>pre-activations of layer {0}</source>
        <translation>第 {0} 层激活前的值</translation>
    </message>
    <message>
        <source>activations of layer {0}</source>
        <translation>第 {0} 层的激活值</translation>
    </message>
    <message>
        <source>how the loss changes with z of layer {0}</source>
        <translation>损失随第 {0} 层的 z 如何变化</translation>
    </message>
    <message>
        <source>how the loss changes with the activations of layer {0}</source>
        <translation>损失随第 {0} 层的激活值如何变化</translation>
    </message>
    <message>
        <source>slopes of the activation function of layer {0}</source>
        <translation>第 {0} 层的激活函数的斜率</translation>
    </message>
    <message>
        <source>weights into layer {0}</source>
        <translation>第 {0} 层的权重</translation>
    </message>
    <message>
        <source>recurrent weights of layer {0}</source>
        <translation>第 {0} 层的循环权重</translation>
    </message>
    <message>
        <source>biases of layer {0}</source>
        <translation>第 {0} 层的偏置</translation>
    </message>
    <message>
        <source>random numbers for the dropout of layer {0}</source>
        <translation>第 {0} 层 dropout 所用的随机数</translation>
    </message>
    <message>
        <source>drawn mask of the dropout of layer {0}</source>
        <translation>第 {0} 层 dropout 抽取的掩码</translation>
    </message>
    <message>
        <source>activations of layer {0} after dropout</source>
        <translation>第 {0} 层在 dropout 之后的激活值</translation>
    </message>
    <message>
        <source>z of layer {0}, brought to mean 0 and variance 1 over the batch</source>
        <translation>第 {0} 层的 z，在批内调整为均值 0、方差 1</translation>
    </message>
    <message>
        <source>z of layer {0} after batch normalization</source>
        <translation>第 {0} 层在批归一化之后的 z</translation>
    </message>
    <message>
        <source>how the loss changes with n of layer {0}</source>
        <translation>损失随第 {0} 层的 n 如何变化</translation>
    </message>
    <message>
        <source>mean of each unit&apos;s z over the batch, layer {0}</source>
        <translation>第 {0} 层各神经元的 z 在批内的均值</translation>
    </message>
    <message>
        <source>variance of each unit&apos;s z over the batch, layer {0}</source>
        <translation>第 {0} 层各神经元的 z 在批内的方差</translation>
    </message>
    <message>
        <source>scales of the batch normalization of layer {0} (trained)</source>
        <translation>第 {0} 层批归一化的缩放（可训练）</translation>
    </message>
    <message>
        <source>shifts of the batch normalization of layer {0} (trained)</source>
        <translation>第 {0} 层批归一化的平移（可训练）</translation>
    </message>
    <message>
        <source>running means of layer {0}, which predictions take</source>
        <translation>第 {0} 层的滑动均值，供预测使用</translation>
    </message>
    <message>
        <source>running variances of layer {0}, which predictions take</source>
        <translation>第 {0} 层的滑动方差，供预测使用</translation>
    </message>
    <message>
        <source>state of the units after a sweep</source>
        <translation>各神经元在一遍之后的状态</translation>
    </message>
    <message>
        <source>adjoint of the units after a sweep back</source>
        <translation>各神经元在反向一遍之后的伴随量</translation>
    </message>
    <message>
        <source>what comes back to the units in a sweep</source>
        <translation>一遍中反向传回各神经元的量</translation>
    </message>
    <message>
        <source>input of the units</source>
        <translation>各神经元的输入</translation>
    </message>
    <message>
        <source>how the loss changes with the states by themselves</source>
        <translation>损失直接随各状态如何变化</translation>
    </message>
    <message>
        <source>the momenta of this update and of the next</source>
        <translation>本次更新和下一次更新的动量</translation>
    </message>
    <message>
        <source>corrections, because the running means began at 0</source>
        <translation>修正系数，因为滑动平均从 0 开始</translation>
    </message>
    <message>
        <source>whether this iteration&apos;s loss is better, and what the rate becomes</source>
        <translation>本次迭代的损失是否变好，以及学习率随之变为多少</translation>
    </message>
    <message>
        <source>inputs, as the network sees them</source>
        <translation>输入，即网络所见的值</translation>
    </message>
    <message>
        <source>weighted sums of the units in a sweep</source>
        <translation>各神经元在一遍中的加权和</translation>
    </message>
    <message>
        <source>gradient of the loss for the {0}</source>
        <translation>损失的梯度，对{0}</translation>
    </message>
    <message>
        <source>targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>targets of time step {0}</source>
        <translation>时间步 {0} 的目标</translation>
    </message>
    <message>
        <source>all parameters</source>
        <translation>全部参数</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>TraceCurve</name>
    <message>
        <source>History of this number over the run</source>
        <translation>这个数在运行中的历史</translation>
    </message>
    <message>
        <source>A click goes to that iteration.</source>
        <translation>单击转到那次迭代。</translation>
    </message>
    <message>
        <source>iteration {0}: {1}</source>
        <translation>迭代 {0}：{1}</translation>
    </message>
    <message>
        <source>shown when paused</source>
        <translation>暂停时显示</translation>
    </message>
    <message>
        <source>iterations {0} to {1}</source>
        <translation>迭代 {0} 到 {1}</translation>
    </message>
</context>
<context>
    <name>TransportView</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Back to the same first weights (Ctrl+R)</source>
        <translation>回到相同的初始权重（Ctrl+R）</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>换种子</translation>
    </message>
    <message>
        <source>Start again from other first weights (Ctrl+Shift+R)</source>
        <translation>用另一组初始权重重新开始（Ctrl+Shift+R）</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>accuracy: train / test</source>
        <translation>准确率：训练 / 测试</translation>
    </message>
    <message>
        <source>Of the whole set, with the weights of this moment</source>
        <translation>整个数据集上，用此刻的权重</translation>
    </message>
    <message>
        <source>Updates of the weights so far</source>
        <translation>到目前为止权重更新的次数</translation>
    </message>
    <message>
        <source>Passes over all training rows so far</source>
        <translation>到目前为止遍历全部训练行的次数</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Iterations per second; below 1 slow motion shows op by op</source>
        <translation>每秒迭代次数；低于 1 时为慢动作，逐个运算显示</translation>
    </message>
    <message>
        <source>no gradient</source>
        <translation>无梯度</translation>
    </message>
    <message>
        <source>Iteration {0} was undone. {1} Step back to before it (Ctrl+Left).</source>
        <translation>第 {0} 次迭代已撤回。{1}请退到它之前（Ctrl+←）。</translation>
    </message>
    <message>
        <source>The run diverged in iteration {0}: {1} is not finite. Step back to before it (Ctrl+Left), or lower the learning rate and reset.</source>
        <translation>运行在第 {0} 次迭代发散：{1} 出现非有限值。请退到它之前（Ctrl+←），或降低学习率并重置。</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格键）</translation>
    </message>
    <message>
        <source>Run (Space)</source>
        <translation>运行（空格键）</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>replaying</source>
        <translation>重放中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>in the past</source>
        <translation>回看中</translation>
    </message>
    <message>
        <source>breakpoint</source>
        <translation>断点</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>This is the past; Ctrl+End goes back to now</source>
        <translation>现在看的是过去；Ctrl+End 回到当前</translation>
    </message>
    <message>
        <source>Iterations per second, measured</source>
        <translation>每秒迭代次数（实测）</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>speed: flat out</source>
        <translation>速度：全速</translation>
    </message>
    <message>
        <source>slow motion: {0} ops/s</source>
        <translation>慢动作：{0} 运算/秒</translation>
    </message>
    <message>
        <source>speed: {0}/s</source>
        <translation>速度：{0}/秒</translation>
    </message>
</context>
<context>
    <name>TypePage</name>
    <message>
        <source>Type over cells, or paste them from a spreadsheet; the first row has the names.</source>
        <translation>在单元格中键入，或从电子表格粘贴；首行为列名。</translation>
    </message>
    <message>
        <source>The present data are too large to be shown here.</source>
        <translation>当前的数据太大，无法在此显示。</translation>
    </message>
    <message>
        <source>Only {0} rows and {1} columns have room here; the rest was left out. Import data in the File menu takes larger tables.</source>
        <translation>此处只容得下 {0} 行、{1} 列；其余已略去。“文件”菜单中的“导入数据”可用更大的表格。</translation>
    </message>
    <message>
        <source>typed by hand</source>
        <translation>手工键入</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring back what was typed</source>
        <translation>恢复键入的内容</translation>
    </message>
    <message>
        <source>Show again what was typed, in place of the present data</source>
        <translation>用键入的内容替换当前的数据</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>An empty row below the current one</source>
        <translation>在当前行之下添加一个空行</translation>
    </message>
    <message>
        <source>Remove rows</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Remove the chosen rows</source>
        <translation>删除所选的行</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>添加一列</translation>
    </message>
    <message>
        <source>An empty column right of the current one</source>
        <translation>在当前列之右添加一个空列</translation>
    </message>
    <message>
        <source>Remove columns</source>
        <translation>删除列</translation>
    </message>
    <message>
        <source>Remove the chosen columns</source>
        <translation>删除所选的列</translation>
    </message>
    <message>
        <source>Learn this</source>
        <translation>学习此表</translation>
    </message>
    <message>
        <source>Learn this table</source>
        <translation>学习这个表格</translation>
    </message>
    <message>
        <source>A new run learns this table</source>
        <translation>用新的运行学习这个表格</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Start over from the present data</source>
        <translation>从当前的数据重新开始</translation>
    </message>
    <message>
        <source>Show the present data again, in place of what was typed</source>
        <translation>重新显示当前的数据，取代已键入的内容</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Column to learn</source>
        <translation>要学习的列</translation>
    </message>
    <message>
        <source>The column that is learned from all others</source>
        <translation>由其余各列学习的列</translation>
    </message>
    <message>
        <source>Cells of the table</source>
        <translation>表格的单元格</translation>
    </message>
    <message>
        <source>Typing or Enter edits a cell, Delete empties it, Ctrl+V pastes cells from a spreadsheet</source>
        <translation>键入或按 Enter 编辑单元格，Delete 清空，Ctrl+V 粘贴电子表格的单元格</translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source>Double click or Enter: change it. Ctrl+C: copy all digits.</source>
        <translation>双击或 Enter：更改。Ctrl+C：复制全部位数。</translation>
    </message>
    <message>
        <source>Ctrl+C: copy all digits.</source>
        <translation>Ctrl+C：复制全部位数。</translation>
    </message>
    <message>
        <source>Copy all digits</source>
        <translation>复制全部位数</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>true</source>
        <translation>真</translation>
    </message>
    <message>
        <source>false</source>
        <translation>假</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>控制栏</translation>
    </message>
    <message>
        <source>Gradient check</source>
        <translation>梯度检验</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>断点</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
</TS>
