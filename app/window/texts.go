package window

// The sentences that explain things: shown in the status line for what is under the pointer or has the focus, in
// tooltips, and given to screen readers as descriptions.
const (
	sayY       = "What was measured. Many different x can give the same y."
	sayZ       = "What the measurement does not say. Each z picks one of the possible x; colours show which mode it lands on."
	sayX       = "Every x that could have caused this y, as often as it is likely."
	sayPrior   = "Every x before anything was measured."
	sayTruth   = "The exact answer, known here because the problem is small."
	sayNetwork = "One network, two directions: forward it predicts y and z from x, backward it makes x from y and z."
	sayForward = "Where the network sends fresh data: z should be plain noise, whatever y was."

	sayLy     = "L_y asks that the forward pass predicts the measurement: y from x, like ordinary regression."
	sayLz     = "L_z asks that z is plain noise and knows nothing about y, so that any random z is a fair draw."
	sayLx     = "L_x asks that the x made by the inverse pass are spread like the real x, so no mass is left between modes."
	sayRec    = "Reconstruction asks that a slightly disturbed y and z still lead back to nearly the same x."
	sayWeight = "How loudly this loss speaks; double click for the default."
	sayCurves = "Each loss over the steps so far. The wheel zooms, dragging moves, a double click shows all."
	sayLog    = "Logarithmic scale for the losses."

	sayError   = "Distance between the cloud and exact samples (MMD); the dashed mark is what exact sampling itself scores."
	sayRight   = "Share of samples that lie within 3σ of a mode which carries this label."
	sayBetween = "Share of samples further than 3σ from every mode."
	sayWidth   = "Spread of the samples inside a mode, and that of exact samples."
	sayAgain   = "Run the simulator on the samples: how far it lands from y, in shares of what y varies by; the median of the samples."
	sayNoExact = "No exact posterior is known here."
	saySpread  = "How wide the samples lie, and exact ones: 1 is right, less is too sure, more is too wide."
	sayOutside = "Share of samples that the prior rules out."
	saySpeed   = "Training steps per second at the moment."

	sayPriorEnds   = "Where the simulator ends for draws from the prior: every y that can be expected."
	sayLikely      = "The sample where the posterior lies thickest."
	sayEnds        = "The simulator runs on the samples: how near to the target they end, and the region that holds 97 % of the ends."
	sayCell        = "Prior grey, posterior orange, truth dashed. Drag to select: what lies there stands out everywhere; Esc lets go."
	sayAim         = "Drag the cross to say what was measured. Arrow keys move it, with Shift ten times as far; Home goes back."
	sayNumber      = "One number of what was measured; click it to type. Grey is what can be expected of it."
	sayNoiseSpread = "How uncertain the measurement is, as a share of what each number varies by; 0 means it is exact."

	sayNoise  = "How uncertain the measurement is; 0 means it is exact."
	sayReset  = "Forget what was learned and start from new weights. Can be undone."
	sayStep   = "One training step."
	sayRun    = "Train."
	sayPause  = "Stop training for a while; the network stays as it is."
	saySpeeds = "How fast the steps are made."
	sayScene  = "Choose another problem."
	sayUndo   = "Bring back what the last reset or restart dropped."
	saySave   = "Save the model, the samples or a picture."
	sayTheme  = "Light or dark."
	sayMore   = "Open and save, help, speed."
	sayHyper  = "Everything that can be set: network, optimiser, view."
	sayView   = "What the window shows."
	sayOption = "Which variant of the problem."
)
