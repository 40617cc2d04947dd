package inn

// Loss is one term of the objective. Its value is a mean over the batch, before weighting.
type Loss struct {
	Name   string // as in -losses and -set weight.NAME: "ly"
	Symbol string // as in the literature: "L_y"
	Words  string // two words for it, beside the symbol: "fit y"
	Doc    string // what it asks of the network, in one sentence
	// Measured says that it cannot train: it has neither weight nor switch.
	Measured bool
	// Warms says that its weight rises evenly over the share Config.WarmKL of the schedule.
	Warms bool

	// Signed says that it is a log-density in nats, on either side of 0: on an axis of distances it has no place.
	Signed bool
	// Young says that older model files do not know it: it was off in their trainings.
	Young bool

	// What follows is for the losses of inn.

	// pass is the run of the network that the loss looks at and whose gradient it adds to.
	pass passKind
	// det says that it looks at that run's log-determinant and has a gradient by it.
	det bool
	// pack readies panel p for comparisons between samples, once that panel's runs are made; nil where none are needed.
	pack func(t *INN, w *worker, p int)
	// add returns the part of the value that panels [from, to) make and, for a weight above 0, adds weight times its
	// gradient to that of the pass. All panels are packed by then.
	add func(t *INN, w *worker, from, to int, weight float32) float64
}

// past is what model files mean that do not know the loss; empty where all know it.
func (l *Loss) past(value string) string {
	if !l.Young {
		return ""
	}
	return value
}

// passKind names the runs of the network in a training step.
type passKind int

const (
	passForward passKind = iota // x of the batch forward
	passSample                  // fresh z and the batch's y backward
	passRec                     // the predicted z, slightly disturbed, and the batch's y backward
	numPasses
)

// Losses are the terms of the objective, in the order of the Loss constants.
var Losses = []Loss{LossY: lossY, LossZ: lossZ, LossX: lossX, LossRec: lossRec, LossNLL: lossNLL}

// Paper are the losses of the paper that INNs come from (Ardizzone et al. 2019), which presets train by.
var Paper = []int{LossY, LossZ, LossX, LossRec}

// measureEvery is the number of steps after which a loss that is off is measured again: a switch that is off costs
// little, and its curve goes on.
const measureEvery = 10
