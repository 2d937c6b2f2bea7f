import "../../operate/synth/synth-shim";
