<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>&amp;Save picture…</source>
        <translation>保存图片(&amp;S)…</translation>
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
        <source>R&amp;un or pause</source>
        <translation>运行或暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Train, or pause training</source>
        <translation>开始训练，或暂停训练</translation>
    </message>
    <message>
        <source>&amp;Step one iteration</source>
        <translation>单步迭代(&amp;S)</translation>
    </message>
    <message>
        <source>Do one iteration</source>
        <translation>做一次迭代</translation>
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
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Arrow keys move between units, W goes to a unit&apos;s weights, B to its bias, Escape clears, [ and ] change the sample.</source>
        <translation>方向键在神经元之间移动，W 转到神经元的权重，B 转到其偏置，Esc 取消选择，[ 和 ] 切换样本。</translation>
    </message>
    <message>
        <source>Selected: {0}.</source>
        <translation>已选中：{0}。</translation>
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
        <source>Training stopped in iteration {0}: {1} is no longer finite. The state before that iteration is kept; a smaller learning rate or scaled inputs may help.</source>
        <translation>训练在第 {0} 次迭代停止：{1} 出现了非有限值。已保留该次迭代之前的状态；减小学习率或缩放输入可能有帮助。</translation>
    </message>
    <message>
        <source>Loading the data…</source>
        <translation>正在加载数据…</translation>
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
    <name>CurvesView</name>
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
        <source>Left and Right read the values, Home and End go to the first and the last, Esc ends.</source>
        <translation>左、右方向键读数值，Home 和 End 转到第一个和最后一个，Esc 结束。</translation>
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
        <source>up to {0} above</source>
        <translation>上方最高达 {0}</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Copy values as CSV (every {0}. iteration)</source>
        <translation>以 CSV 格式复制数值（每 {0} 次迭代取一个）</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>Iris</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Hours of study</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
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
        <source>a whole number, such as 32, or nothing</source>
        <translation>整数，例如 32，或留空</translation>
    </message>
    <message>
        <source>a number of rows, a share such as 0.2 or 20 %, or nothing</source>
        <translation>行数、比例（例如 0.2 或 20 %），或留空</translation>
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
        <source>test_size is {0}; the data set has {1} rows, and at least one must be left to train.</source>
        <translation>test_size 为 {0}；数据集有 {1} 行，至少要留一行用于训练。</translation>
    </message>
    <message>
        <source>{0} reaches {1:g}, which is too large to be scaled by {2}.</source>
        <translation>{0} 达到 {1:g}，太大，无法用 {2} 缩放。</translation>
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
        <source>{0} has one class only ({1}); a classifier needs two or more.</source>
        <translation>{0} 只有一个类别（{1}）；分类至少需要两个类别。</translation>
    </message>
    <message>
        <source>{0} must be 1-D with the classes of y: {1}.</source>
        <translation>{0} 必须是一维的，且类别与 y 相同：{1}。</translation>
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
        <source>{0} is {1!r}; it must be true or false.</source>
        <translation>{0} 为 {1!r}；必须为真或假。</translation>
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
        <source>softmax works as the output activation only, not in a hidden layer.</source>
        <translation>softmax 只能用作输出层激活函数，不能用于隐藏层。</translation>
    </message>
    <message>
        <source>{0} needs one target column for each class, with a sum of 1 in each row; these data have {1}: use binary_cross_entropy for two classes in one column, or mse for numbers.</source>
        <translation>{0} 要求每个类别有一个目标列，且每行之和为 1；这些数据有 {1} 列：一列表示两个类别时请用 binary_cross_entropy，目标为数值时请用 mse。</translation>
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
        <source>{0} has the shape {1}; it must be {2}.</source>
        <translation>{0} 的形状为 {1}；必须为 {2}。</translation>
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
        <source>{0} is {1!r}; it must be one of: {2}.</source>
        <translation>{0} 为 {1!r}；必须是以下之一：{2}。</translation>
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
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the gradient becomes a change of the weights</source>
        <translation>梯度如何变为权重的改变</translation>
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
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Whether the layers have biases</source>
        <translation>各层是否有偏置</translation>
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
        <source>Penalty on the sum of |W|, added to the loss</source>
        <translation>对 |W| 之和的惩罚，加到损失上</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2 正则化</translation>
    </message>
    <message>
        <source>Penalty on half the sum of W², added to the loss</source>
        <translation>对 W² 之和的一半的惩罚，加到损失上</translation>
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
    <name>Initializer</name>
    <message>
        <source>Xavier (Glorot), uniform</source>
        <translation>Xavier 均匀分布</translation>
    </message>
    <message>
        <source>Xavier (Glorot), normal</source>
        <translation>Xavier 正态分布</translation>
    </message>
    <message>
        <source>He (Kaiming), uniform</source>
        <translation>He 均匀分布</translation>
    </message>
    <message>
        <source>He (Kaiming), normal</source>
        <translation>He 正态分布</translation>
    </message>
    <message>
        <source>LeCun, uniform</source>
        <translation>LeCun 均匀分布</translation>
    </message>
    <message>
        <source>LeCun, normal</source>
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
        <source>negative</source>
        <translation>负值</translation>
    </message>
    <message>
        <source>unit, its activation</source>
        <translation>神经元的激活值</translation>
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
        <source>the {0} strongest of {1} weights</source>
        <translation>{1} 个权重中最强的 {0} 个</translation>
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
        <source>bias of {0}</source>
        <translation>{0} 的偏置</translation>
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
        <source>Adam</source>
        <translation>Adam</translation>
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
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>One iteration (Right)</source>
        <translation>做一次迭代（→ 键）</translation>
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
        <source>Iterations per second: from 1 for slow motion to flat out</source>
        <translation>每秒迭代次数：从 1（慢动作）到全速</translation>
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
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>Iterations per second, measured</source>
        <translation>每秒迭代次数（实测）</translation>
    </message>
    <message>
        <source>The run diverged at iteration {0}: {1} is not finite. Reset it, and lower the learning rate.</source>
        <translation>运行在第 {0} 次迭代发散：{1} 出现非有限值。请重置，并降低学习率。</translation>
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
        <source>speed: {0}/s</source>
        <translation>速度：{0}/秒</translation>
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
</context>
</TS>
