package window

import (
	"strings"
	"testing"

	"innlab/scenes"
)

// The card of quality says what the preset reaches, and nothing of that for data that nobody has measured.
func TestSayQuality(t *testing.T) {
	for _, s := range scenes.All {
		if r := &s.Setups[0].Reached; !strings.Contains(sayQuality(r), r.String()) {
			t.Errorf("%s: %s", s.Name, sayQuality(r))
		}
	}
	if words := sayQuality(&scenes.Reached{}); strings.Contains(words, "preset") {
		t.Error(words)
	}
}
